import { withoutSeparators, type CommaReading } from './lists/separators.ts'
import { plainSigns } from './relations/signs.ts'

/**
 * Brings an answer's LaTeX into one spelling: no mathematics delimiters, sizes, thin spaces, degrees, percent or currency
 * signs; thousands separators gone; Unicode signs as commands; "and" and "or" as commas. Words are left in `\text{...}`.
 */
export function cleaned(answer: string, commas: CommaReading = 'thousands'): string {
  let text = plainSigns(answer).replace(/[！-～]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  )
  if (text.includes('°')) text = text.replaceAll('°', String.raw`\degree `)
  if (text.includes('\\')) text = cleanedCommands(text)
  text = text.replaceAll('$', ' ').replaceAll('%', ' ').replace(/[€£]/g, ' ')
  for (const [sign, command] of signs) if (text.includes(sign)) text = text.replaceAll(sign, command)
  text = text.replace(/(\d)\{ ?, ?\}(?=\d)|(\d),(?:\\!)+ ?(?=\d)/g, '$1$2').replace(/\\!/g, '')
  text = text
    .replace(/(?<![\w.])sqrt ?\(([^()]*)\)/g, String.raw`\sqrt{$1}`)
    .replace(/(?<![\\a-zA-Z])pi(?![a-zA-Z])/g, String.raw`\pi `)
    .replace(/(?<!\\)\b(?:infinity|infty)\b/g, String.raw`\infty `)
  text = text.replaceAll('*', String.raw`\cdot `).replace(/\^ ?\(([^()]*)\)/g, '^{$1}')
  // "2^10" is meant as it looks in plain text.
  text = text.replace(/\^ ?(-\d+|\d\d+)/g, '^{$1}').replace(/\\frac ?(\d) ?(\d)/g, String.raw`\frac{$1}{$2}`)
  text = text.replace(/\\frac ?\\pi *(?:(\d)|(?=\{))/g, (_, below?: string) => {
    return String.raw`\frac{\pi}` + (below === undefined ? '' : `{${below}}`)
  })
  // A number in another base: 12_{8} is written 12_8.
  text = text.replace(/(?<=\d) ?_ ?\{ ?(\d{1,2}) ?\}/g, '_$1')
  text = text.replace(/,? *(?:\b|(?<=\d))(?:and|or)(?:\b|(?=[A-Z(])) *,?/g, ', ')
  return withoutEnd(withoutSeparators(text.replace(/\s+/g, ' ').trim(), commas))
}

const signs: readonly (readonly [string, string])[] = [
  ['−', '-'],
  ['–', '-'],
  ['×', String.raw`\times `],
  ['·', String.raw`\cdot `],
  ['⋅', String.raw`\cdot `],
  ['÷', '/'],
  ['π', String.raw`\pi `],
  ['∞', String.raw`\infty `],
  ['≤', String.raw`\leq `],
  ['≥', String.raw`\geq `],
  ['≠', String.raw`\neq `],
  ['<=', String.raw`\leq `],
  ['>=', String.raw`\geq `],
  // Without the blank it ends a factorial: "3!=6".
  [' !=', String.raw` \neq `],
  ['∪', String.raw`\cup `],
  ['∈', String.raw`\in `],
  ['±', String.raw`\pm `],
  ['∅', String.raw`\emptyset `],
  ['²', '^{2}'],
  ['³', '^{3}'],
  ['√', String.raw`\sqrt `],
]

/** Ends a matrix's row, once no backslash may be taken for the beginning of a command. */
export const rowEnd = '\u0001'

const angle = String.raw`(\d{1,6}(?:\.\d{1,6})?) ?\\degree`

const rewritten: readonly (readonly [RegExp, string])[] = [
  [/\\(?:boxed|fbox) ?\{([^{}]*)\}/g, '$1'],
  [/\\[()[\]](?![a-z0-9])|\\[()]/g, ' '],
  [/\\(?:left|right)(?![a-zA-Z]) ?\.?|\\(?:big|Big|bigg|Bigg|displaystyle|limits)(?![a-zA-Z])/g, ''],
  [/\\[dtc]frac(?![a-zA-Z])/g, String.raw`\frac`],
  [/\\sqrt ?\[3\]/g, String.raw`\sqrt[3]`],
  [/\\ldots|\\cdots|\\dots(?![a-zA-Z])/g, '...'],
  [/\^ ?(?:\\circ(?![a-zA-Z])|\{ ?\\circ ?\})|\^ ?\\degree(?![a-zA-Z])/g, String.raw`\degree `],
  // An angle in degrees is another number inside a function than beside it.
  [
    new RegExp(
      [String.raw`\( ?${angle} ?\)`, String.raw`\{ ?${angle} ?\}`, angle]
        .map((argument) => String.raw`\\(sin|cos|tan|cot|sec|csc) ?${argument}`)
        .join('|'),
      'g',
    ),
    String.raw`\$1$3$5(\frac{$2$4$6\pi}{180})`,
  ],
  [/\\le(?![a-zA-Z])/g, String.raw`\leq`],
  [/\\ge(?![a-zA-Z])/g, String.raw`\geq`],
  [/\\ne(?![a-zA-Z])/g, String.raw`\neq`],
  [/\\lt(?![a-zA-Z])/g, '<'],
  [/\\gt(?![a-zA-Z])/g, '>'],
  [/\\(?:mbox|textbf|textit|textrm|textnormal|mathrm|mathbf|mathit|operatorname) ?\{/g, String.raw`\text{`],
  [/\\(?:q?quad|[,;: ]|hspace\{[^{}]*\})/g, ' '],
  [/,? *\\text ?\{ *,? *(?:and|or) *,? *\} *,?/g, ', '],
  [/\\text ?\{(e|i)\}/g, '$1 '],
  [/\\text ?\{(sin|cos|tan|sec|csc|cot|ln|log)\}/g, '\\$1 '],
  [
    /\\log ?_ ?(?:\{(\w{1,9})\}|(\w)) ?(?:\{ ?(\w{1,9}) ?\}|(\d{1,9}|[a-z]))(?![\w({\\^!])/g,
    '\\log_{$1$2}($3$4)',
  ],
  [/\\varnothing(?![a-zA-Z])/g, String.raw`\emptyset`],
  [/\\[$%]/g, ' '],
  [/~/g, ' '],
]

function cleanedCommands(answer: string): string {
  let text = answer
  // Doubled backslashes of an escaped text; in a matrix they end a row.
  text = text.includes(String.raw`\begin`)
    ? text.replaceAll('\\\\', rowEnd)
    : text.replace(/\\\\(?=[a-zA-Z])/g, '\\')
  for (const [from, to] of rewritten) text = text.replace(from, to)
  const isAngleInFunction = /\\(?:sin|cos|tan|cot|sec|csc)(?![a-zA-Z])/.test(text)
  return isAngleInFunction ? text : text.replace(/\\degree(?![a-zA-Z])/g, ' ')
}

function withoutEnd(text: string): string {
  const end = /[.,;:][.,;: ]*$/.exec(text)
  return end === null || text.endsWith('...') ? text : text.slice(0, end.index).trim()
}

/**
 * One spelling for what LaTeX prints alike: blanks that say nothing, the sizes of brackets and fractions. It is all that
 * is asked of answers that are not read as mathematics.
 */
export function spelled(answer: string): string {
  return answer
    .trim()
    .replace(/\\(?:left|right)(?![a-zA-Z])|\\!/g, '')
    .replace(/\\[,;:]/g, ' ')
    .replace(/\\[dt]frac(?![a-zA-Z])/g, String.raw`\frac`)
    .replace(/\s+/g, ' ')
    .replace(/(?<![\w,\\]) | (?!\w)/g, '')
    .replace(/\\frac ?(\w) ?(?=[\w{])/g, String.raw`\frac{$1}`)
    .replace(/(\\frac\{[^{}]*\}) ?(\w)/g, '$1{$2}')
    .replace(/\\sqrt ?(\w)/g, String.raw`\sqrt{$1}`)
}
