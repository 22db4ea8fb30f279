/** Longest text and deepest nesting that the LaTeX parser is given. */
const parser = { longest: 240, deepest: 5 }

/**
 * Whether a text may be given to the LaTeX parser. The parser tries one reading after another: what is not well formed,
 * nested relations, quantifiers, bars and big operators make it take exponential time. So only what can be evaluated
 * afterwards is let through, and only where every sign has its operand: numbers, letters, arithmetic, the commands
 * below, paired brackets not nested deeply, one pair of bars.
 */
export function parsable(latex: string): boolean {
  if (latex.length > parser.longest || !/^[-+*/^_(){}[\]|!.\\ 0-9a-zA-Z]+$/.test(latex)) return false
  const bars = latex.split('|').length - 1
  if (bars !== 0 && bars !== 2) return false
  for (const [command] of latex.matchAll(/\\(?:[a-zA-Z]+|.)?/g)) if (!commands.has(command)) return false
  const text = latex.replaceAll(' ', '')
  return paired(text) && !malformed.some((pattern) => pattern.test(text))
}

const malformed: readonly RegExp[] = [
  // A sign without its right side; two signs in a row, other than one minus; a sign that nothing precedes.
  /[-+*/^_]$|[-+*/^_][+*/^_!)}\]]|--|[({[][*/^_!]|^[*/^_!]/,
  /\\(?:cdot|times|div)(?:$|[+*/^_!)}\]]|\\(?:cdot|times|div)(?![a-z]))|(?:^|[-+*/^_({[])\\(?:cdot|times|div)(?![a-z])/,
  // A command without its argument.
  /\\(?:frac|binom)(?![a-z])(?![{\d a-zA-Z])|\\sqrt(?![a-z])(?!\[\d\d?\]|[{\d a-zA-Z\\])/,
  /\\(?:sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|ln|log|exp)(?![a-z])(?!\^(?:[{\d])|_[{\d a-z]|[({\d a-zA-Z\\|])/,
  /\\(?:sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|ln|log|exp)(?:\^(?:\{-?\d+\}|\d)|_(?:\{[a-zA-Z0-9]+\}|[a-zA-Z0-9]))*(?:$|[-+*/)}\]!.])/,
  // Other brackets than a root's degree; empty groups; dots that belong to no number; long runs of one sign.
  /(?<!\\sqrt)\[|\(\)|\{\}|\.(?!\d)|!!|_(?!\w|\{\w{1,3}\})/,
]

const commands: ReadonlySet<string> = new Set(
  [
    'frac sqrt cdot times div binom pi infty ln log exp',
    'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh',
    'alpha beta gamma delta epsilon theta lambda mu nu omega phi psi rho sigma tau',
    'Gamma Delta Theta Lambda Omega Phi Psi Sigma varphi varepsilon',
  ]
    .flatMap((line) => line.split(' '))
    .map((name) => `\\${name}`),
)

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

function paired(text: string): boolean {
  const open: string[] = []
  for (const unit of text) {
    if (unit in closing) open.push(closing[unit]!)
    if (open.length > parser.deepest) return false
    if (')]}'.includes(unit) && open.pop() !== unit) return false
  }
  return open.length === 0
}
