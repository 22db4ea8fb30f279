const functions =
  /(?<![\\a-zA-Z])(arcsin|arccos|arctan|sinh|cosh|tanh|sin|cos|tan|cot|sec|csc|ln|log|exp)(?= ?[\\({^\d]| [a-zA-Z](?![a-zA-Z]))/g
const root = /(?<![\\a-zA-Z])sqrt(?= ?[({[\d])/g
const letters = /(?<![\\a-zA-Z])(pi|theta|alpha|beta|lambda|infty)(?![a-zA-Z])/g

/** Functions and Greek letters that are named without a backslash, as they are in plain text: "2sin(x)", "sqrt(2)", "3pi". */
export function namedFunctions(text: string): string {
  if (!/[a-z]{2}/.test(text)) return text
  // Every second part is words, and stays as it is.
  return text
    .split(/(\\(?:text|mbox|textbf|mathrm|operatorname) ?\{[^{}]*\}|\\(?:begin|end) ?\{[^{}]*\})/)
    .map((part, i) => (i % 2 === 1 ? part : named(part)))
    .join('')
}

function named(text: string): string {
  return text
    .replace(functions, '\\$1')
    .replace(root, '\\sqrt')
    .replace(letters, '\\$1 ')
    .replace(/(?<![\\a-zA-Z])infinity(?![a-zA-Z])/g, '\\infty ')
}
