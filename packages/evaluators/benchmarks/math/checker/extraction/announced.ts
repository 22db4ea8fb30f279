import { firstValue, lastValue } from './values.ts'
import { bareAnswer, counted, leadingValue } from './bare.ts'
import { leadingBlock } from './code.ts'
import type { Found } from './json-answer.ts'
import { withoutMarks } from './marks.ts'
import { isPlaceholder } from './placeholder.ts'

const marks = String.raw`["'*_\`)]{0,4}[ \t]{0,2}`
const ask = String.raw`(?:(?:to|for) (?:this|the|that|our) (?:\w{1,12} ){0,2}(?:question|problem) )?`
const marker = new RegExp(
  String.raw`\b(final )?answers?${marks}${ask}(?:(?:is|are)(?![a-z'’])|:|=(?!=))`,
  'gi',
)
const heading = /\bfinal answer[*_#:\`]{0,4}[ \t]*\n/gi
/** Occurrences of one kind that are tried, from the last one back. */
const tries = 3

/** What the last "final answer is" announces, else the last "answer is" or "answer:"; null if nothing is announced so. */
export function announced(text: string): string | null {
  const all = [...text.matchAll(marker)]
  const finals = all.filter((match) => match[1] !== undefined)
  const headings = [...text.matchAll(heading)]
  const others = all.filter((match) => match[1] === undefined)
  for (const kind of [[...finals, ...headings].toSorted((a, b) => a.index - b.index), others]) {
    for (const match of kind.slice(-tries).toReversed()) {
      const answer = announcedIn(lineAfter(text, match.index + match[0].length))
      if (answer !== null) return answer
    }
  }
  return null
}

/** A last "final answer", if a value follows at once: "The final answer is correct" announces nothing. */
export function announcedValue(text: string): Found | null {
  const last = [...text.matchAll(marker)].findLast((match) => match[1] !== undefined)
  if (last === undefined) return null
  const line = lineAfter(text, last.index + last[0].length)
  const answer = beginsWithValue(line) ? announcedIn(line) : null
  return answer === null ? null : { start: last.index, answer }
}

/** "#### 18" at the very end, as GSM8K's solutions have it. */
export function hashedValue(text: string): Found | null {
  const start = text.lastIndexOf('####')
  if (start < 0 || text.length - start > 200) return null
  const line = withoutMarks(text.slice(start + 4).trim())
  const isHeading = /(?<![\\a-zA-Z])[a-zA-Z]{2}/.test(line.replace(/\\(?:text|mbox) ?\{[^{}]*\}/g, ''))
  const answer = beginsWithValue(line) || !isHeading ? bareAnswer(line) : null
  const formula = answer === null && /^\$[^$]{1,100}\$\.?$/.test(line) ? firstValue(line) : answer
  return formula === null ? null : { start, answer: counted(formula) }
}

/** What stands between the last pair of answer tags, as models that are trained with them write it. */
export function taggedValue(text: string): Found | null {
  const end = text.lastIndexOf('</answer>')
  const start = end < 0 ? -1 : text.lastIndexOf('<answer>', end)
  if (start < 0 || end - start > 600) return null
  const answer = announcedIn(withoutMarks(text.slice(start + 8, end).trim()))
  return answer === null ? null : { start, answer }
}

/** "5 apples, not 6" is 5: where the line begins with a value, that is the answer; else the line ends in it. */
export function announcedIn(given: string): string | null {
  // The letter of a choice before its value.
  const line = given.replace(/^\(?[A-F]\)[.:]?\s{1,3}(?=[$\d\\(-])/, '')
  if (isPlaceholder(line)) return null
  if (
    /^(?:not|never|no longer|neither)\b|^(?:in)?correct\b|^(?:right|wrong|as follows|unknown|unclear)\b/i.test(
      line,
    )
  )
    return null
  const bare = bareAnswer(line)
  if (bare !== null) return counted(bare)
  return (beginsWithValue(line) ? (leadingValue(line) ?? firstValue(line)) : null) ?? lastValue(line)
}

function beginsWithValue(line: string): boolean {
  return /^(?:[$\d.([|√½¼¾⅐-⅞−-]|\\|[a-zA-Z] ?=|[b-zB-HJ-Z](?:[,.]? |[-+^*/(_]))/.test(line)
}

/** What stands on the line after a marker, as far as an answer may go; a formula or matrix goes over several lines. */
function lineAfter(text: string, start: number): string {
  const rest = text
    .slice(start, start + 600)
    .replace(/(\\text ?\{[^{}\n]{0,60})\n([^{}\n]{0,60}\})/g, '$1 $2')
    .replace(/^(?:[:\s]|[*_]{1,3}(?=[\s:])|#{1,3}(?=\s))+/, '')
  const block = leadingBlock(rest)
  if (block !== null) return withoutMarks(block)
  if (rest.startsWith('```')) return ''
  const end = formulaEnd(rest)
  const [line = ''] = rest.slice(end).split(/\n|I hope it is correct|####/, 1)
  const isWhole = end + line.length < rest.length || start + 600 >= text.length
  const plain = withoutMarks(rest.slice(0, end) + line).replace(
    /^(?:(?:is|=|indeed|therefore|thus|simply|just|exactly|approximately|about|roughly|equal to|given by)[:,]?\s+){1,3}/i,
    '',
  )
  // Where the line goes on, its last value is not known.
  return isWhole || beginsWithValue(plain) ? plain : ''
}

/** Behind the formula in delimiters, or the matrix, that a text begins with; 0 if it begins with none. */
function formulaEnd(rest: string): number {
  for (const [open, close] of [
    ['$$', '$$'],
    [String.raw`\[`, String.raw`\]`],
    [String.raw`\(`, String.raw`\)`],
  ] as const) {
    if (!rest.startsWith(open)) continue
    const end = rest.indexOf(close, open.length)
    return end < 0 ? 0 : end + close.length
  }
  const [line = ''] = rest.split('\n', 1)
  const begin = line.indexOf(String.raw`\begin`)
  const end = begin < 0 ? -1 : (/\\end ?\{[a-zA-Z]{1,12}\*?\}/.exec(rest.slice(begin))?.index ?? -1)
  return end < 0 ? 0 : begin + end
}
