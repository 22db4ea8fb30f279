/** Python's `string.punctuation`. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'

/**
 * Number of words as LIFT counts them (arXiv 2406.17744v1, appendix B): NLTK's `word_tokenize` on the text as one
 * sentence, without the tokens that occur in `string.punctuation`. That is a substring test, so that "``", "''" and
 * "..." count as words.
 */
export function wordCount(text: string): number {
  return tokens(text).filter((token) => !punctuation.includes(token)).length
}

/** One step of the tokenizer: what it looks for, and what stands there afterwards. */
type Step = readonly [pattern: RegExp, replacement: string]

// Python's \s, \w and \b know Unicode, and its $ also stands before a newline at the end. The patterns are those of
// NLTK 3.8, nltk/tokenize/destructive.py, in their order; each sets spaces around what is a token of its own.
const space = '[\\s\\x1c-\\x1f\\x85]'
const word = '[\\p{L}\\p{N}_]'
const edge = `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
const end = '(?=\\n?$(?![^]))'
const re = (source: string, flags = 'gu') => new RegExp(source, flags)

const quotesThatOpen: readonly Step[] = [
  [/([«“‘„]|`+)/gu, ' $1 '],
  [/^"/gu, '``'],
  [/(``)/gu, ' $1 '],
  [/([ ([{<])("|'{2})/gu, '$1 `` '],
  [re(`'(?!re|ve|ll|m|t|s|d|n)(${word})${edge}`, 'giu'), "' $1"],
]

const marks: readonly Step[] = [
  [/([:,])([^\p{Nd}])/gu, ' $1 $2'],
  [re(`([:,])${end}`), ' $1 '],
  [/\.{2,}/gu, ' $& '],
  [/[;@#$%&]/gu, ' $& '],
]

const laterMarks: readonly Step[] = [
  [/[?!]/gu, ' $& '],
  [/([^'])' /gu, "$1 ' "],
  [/[*]/gu, ' $& '],
  [/[\][(){}<>]/gu, ' $& '],
  [/--/gu, ' -- '],
]

const quotesThatClose: readonly Step[] = [
  [/([»”’])/gu, ' $1 '],
  [/''/gu, " '' "],
  [/"/gu, " '' "],
  [re(`${space}+`), ' '],
  [/([^' ])('[sS]|'[mM]|'[dD]|') /gu, '$1 $2 '],
  [/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, '$1 $2 '],
]

const contractions: readonly Step[] = [
  ...['can|not', "d|'ye", 'gim|me', 'gon|na', 'got|ta', 'lem|me', "more|'n"].map((pair): Step => [
    re(`${edge}(${pair.replace('|', ')(')})${edge}`, 'giu'),
    ' $1 $2 ',
  ]),
  [re(`${edge}(wan)(na)(?=${space})`, 'giu'), ' $1 $2 '],
  [re(` ('t)(is)${edge}`, 'giu'), ' $1 $2 '],
  [re(` ('t)(was)${edge}`, 'giu'), ' $1 $2 '],
]

function tokens(text: string): string[] {
  const apply = (given: string, steps: readonly Step[]) =>
    steps.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), given)
  const opened = withFinalPeriod(apply(text, quotesThatOpen), /^[\])}>"'»”’ ]*/u, ' ')
  const inner = apply(withFinalPeriod(apply(opened, marks), /^[\])}>"']*/u, ''), laterMarks)
  const spaced = apply(apply(` ${inner} `, quotesThatClose), contractions)
  return spaced.split(re(`${space}+`)).filter((token) => token !== '')
}

/**
 * Sets apart the period that ends the text, if only closing marks and white space follow it. Done by hand, as a pattern
 * for it would try every split of a long run of spaces.
 */
function withFinalPeriod(text: string, closing: RegExp, between: string): string {
  const at = text.lastIndexOf('.')
  if (at < 1 || text[at - 1] === '.') return text
  const rest = text.slice(at + 1)
  const closers = closing.exec(rest)?.[0] ?? ''
  if (!re(`^${space}*$`).test(rest.slice(closers.length))) return text
  return `${text.slice(0, at)} .${between}${closers} `
}
