import { withoutSeparators, type CommaReading } from '../lists/separators.ts'
import { plainSigns } from '../relations/signs.ts'
import { rowEnd, singleBackslashes } from './backslashes.ts'
import { plainCommands } from './commands.ts'
import { groupEnd } from './groups.ts'
import { namedFunctions } from './names.ts'
import { plainUnicode } from './unicode.ts'
import { plainWords } from './words.ts'

export { rowEnd }

/** A number as it is mostly written, of which nothing has to be made. */
const isNumber = /^-?\d{1,300}(?:\.\d{1,300})?$/

/**
 * Brings an answer's LaTeX into one spelling: no mathematics delimiters, sizes, thin spaces, degrees, percent or currency
 * signs; thousands separators gone; Unicode signs as commands; "and" and "or" as commas. Words are left in `\text{...}`.
 */
export function cleaned(answer: string, commas: CommaReading = 'thousands'): string {
  if (isNumber.test(answer)) return answer
  let text = namedFunctions(plainUnicode(plainSigns(answer)))
  if (/[\\^_{]/.test(text)) text = cleanedCommands(text)
  text = text.replaceAll('$', ' ').replaceAll('%', ' ').replace(/[€£]/g, ' ')
  for (const [sign, command] of signs) if (text.includes(sign)) text = text.replaceAll(sign, command)
  text = text.replace(/(\d)\{ ?, ?\}(?=\d)|(\d),(?:\\!)+ ?(?=\d)/g, '$1$2').replace(/\\!/g, '')
  // The digits that repeat, in brackets.
  text = text.replace(/(\d{0,20}\.\d{0,20})\((\d{1,20})\)(?=$|[^\d(^])/g, String.raw`$1\overline{$2}`)
  // Python's sign for a power, which is also one of Markdown's marks.
  text = text.replace(/(?<=[\w)}\]])(?:\*\*(?=[\w({\\-])| \*\* (?=[\w({\\-]))/g, '^').replaceAll('**', '')
  text = text.replaceAll('*', String.raw`\cdot `).replace(/\^ ?\(([^()]*)\)/g, '^{$1}')
  // "2^10" is meant as it looks in plain text.
  text = text.replace(/\^ ?(-\d+|\d\d+)/g, '^{$1}').replace(/\\frac ?(\d) ?(\d)/g, String.raw`\frac{$1}{$2}`)
  text = text.replace(/\\frac ?\\pi *(?:(\d)|(?=\{))/g, (_, below?: string) => {
    return String.raw`\frac{\pi}` + (below === undefined ? '' : `{${below}}`)
  })
  // The name of a base says nothing of which one it is.
  text = text.replace(/(?<=\d) ?_ ?(?:\{ ?[a-z] ?\}|[a-z])(?=\s*[.$]?\s*$)/, '')
  // A number in another base: 12_{8} is written 12_8.
  text = text.replace(/(?<=\d) ?_ ?\{ ?(\d{1,2}) ?\}/g, '_$1')
  text = text.replace(/,? *(?:\b|(?<=\d))(?:and|or)(?:\b|(?=[A-Z(])) *,?/g, ', ')
  text = plainWords(withoutEnd(withoutAtomicBraces(text).replace(/\s+/g, ' ').trim()))
  return withoutEnd(withoutSeparators(asRealNumbers(withoutOuterBraces(condition(text))), commas))
}

const signs: readonly (readonly [string, string])[] = [
  ['<=', String.raw`\leq `],
  ['>=', String.raw`\geq `],
  // Without the blank it ends a factorial: "3!=6".
  [' !=', String.raw` \neq `],
]

const angle = String.raw`(\d{1,6}(?:\.\d{1,6})?) ?\\degree`

const rewritten: readonly (readonly [RegExp, string])[] = [
  [/\\(?:boxed|fbox) ?\{([^{}]*)\}/g, '$1'],
  [/\\[()[\]](?![a-z0-9])|\\[()]/g, ' '],
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
  let text = plainCommands(singleBackslashes(answer))
  for (const [from, to] of rewritten) text = text.replace(from, to)
  const isAngleInFunction = /\\(?:sin|cos|tan|cot|sec|csc)(?![a-zA-Z])/.test(text)
  return isAngleInFunction ? text : text.replace(/\\degree(?![a-zA-Z])/g, ' ')
}

/** Braces around one number or letter that are no argument: `{x}^{2}`, `{{12}}`. */
function withoutAtomicBraces(text: string): string {
  let plain = text
  for (let level = 0; level < 4 && plain.includes('{'); level += 1) {
    const before = plain
    plain = plain.replace(/(?<![\\a-zA-Z}\]^_*] ?)\{ ?(\w+) ?\}/g, '$1').replace(/\{ ?(\{\w+\}) ?\}/g, '$1')
    if (plain === before) break
  }
  return plain
}

/** `{1+x}` as a whole; with a comma in it, braces are those of a set. */
function withoutOuterBraces(text: string): string {
  if (!text.startsWith('{') || text.includes(',') || groupEnd(text, 0) !== text.length) return text
  return text.slice(1, -1).trim()
}

/** The sign of the real numbers, alone or as what a name lies in, is an interval. */
function asRealNumbers(text: string): string {
  return text.replace(/^((?:[a-zA-Z] ?\\in ?)?)\\mathbb\{R\}[. ]*$/, String.raw`$1(-\infty,\infty)`)
}

/** `\{x \mid x > 5\}` as its condition. */
function condition(text: string): string {
  return text.replace(/^\\\{ ?([a-z])(?: ?\\in ?\\mathbb\{R\})? ?[|:] ?([^{}|]*\1[^{}|]*)\\\}$/, '$2').trim()
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
  if (isNumber.test(answer)) return answer
  return answer
    .trim()
    .replace(/([\^_]) ?(\w)/g, '$1{$2}')
    .replace(/\\(?:left|right)(?![a-zA-Z])|\\!/g, '')
    .replace(/\\[,;:]/g, ' ')
    .replace(/\\[dt]frac(?![a-zA-Z])/g, String.raw`\frac`)
    .replace(/\s+/g, ' ')
    .replace(/(?<![\w,\\]) | (?!\w)/g, '')
    .replace(/\\frac ?(\w) ?(?=[\w{])/g, String.raw`\frac{$1}`)
    .replace(/(\\frac\{[^{}]*\}) ?(\w)/g, '$1{$2}')
    .replace(/\\sqrt ?(\w)/g, String.raw`\sqrt{$1}`)
    .replace(/([\^_])\{(\w)\}(?!\w)/g, '$1$2')
}
