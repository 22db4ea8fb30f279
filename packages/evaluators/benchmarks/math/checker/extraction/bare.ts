import { measured } from '../words/units.ts'
import { runsIn } from './runs.ts'

/** Words that say what is asked for of a letter: "odd $n$" is an answer. */
const conditions = 'odd|even|all|any|every|positive|negative|prime|integer|real|nonzero|non-zero'
const described = new RegExp(`^(?:(?:${conditions}) ){1,3}\\$[^$]{1,40}\\$$`, 'i')
/** Words behind a number that make another number of it. */
const changing = new RegExp(
  [
    '(?:million|billion|trillion|thousand|hundred|dozen|ten|score)s?|percent|squared|cubed|factorial|mod|modulo|base|pi|sqrt|degrees?',
    'roots?|half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?',
    'thousandths?|am|pm|noon|[ap]\\.m|st|nd|rd|th|(?:more|less) than|out of|divided by|if|when|unless|for all',
    'january|february|march|april|may|june|july|august|september|october|november|december',
    // These only before another number.
    String.raw`(?:in|to|of|over|plus|minus|times|by|per|through|point) (?:every )?[$\\\d-]`,
  ]
    .map((words) => `(?:${words})(?![a-zA-Z])`)
    .join('|')
    .replace(/^/, '^ ?(?:')
    .concat(')'),
  'i',
)

/** Words that lead to an answer and are no part of it. */
const leading =
  /^(?:(?:so|thus|hence|therefore|then|finally|result|solution|answer)[,:]? )+(?=[^a-zA-Z]|[a-zA-Z] ?[=<>∈\\])/i

/** A short text that is an answer and no sentence, a matrix over several lines too; null if it is none. */
export function bareAnswer(text: string): string | null {
  const trimmed = text.trim()
  // Long texts are no answers, and need not be searched for the dots at their end.
  const isMatrix = trimmed.length <= 400 && trimmed.includes('\\begin')
  if (trimmed.length > (isMatrix ? 400 : 120)) return null
  const answer = (isMatrix ? trimmed.replace(/\s*\n\s*/g, ' ') : trimmed)
    .replace(/[.\s*]+$/, '')
    .replace(leading, '')
  if (described.test(answer)) return answer
  const plain = answer.replace(
    /\\(?:text|mathrm|mbox|textbf|textrm|operatorname) ?\{[^{}]*\}|\\(?:begin|end) ?\{[^{}]*\}/g,
    ' ',
  )
  const words = (plain.match(/(?<![\\a-zA-Z])[a-zA-Z]{2,}/g) ?? []).filter(
    (word) => !/^(?:and|or)$/.test(word),
  )
  // "Step 7. 5" is two sentences, and no 7.5; after a short word ("sq. ft") a dot ends none.
  const isEnded = /(?:\d\.|[a-z]{4}[.!?])[ \t]+\S/i.test(plain)
  const isSentence = isEnded || words.length > 1 || /(?:^|\s)I\s+[a-z]/.test(answer)
  const isLine = answer !== '' && !answer.includes('\n')
  return isLine && !isSentence && !/(?<!\\)[$]|(?<!\\)\\[([]|:$|\\f?box/.test(answer) ? answer : null
}

/**
 * The value that a line begins with, without the words behind it: "73 members" is 73, and "2 and 3 respectively" are two
 * numbers; but "3 million" is not 3, nor "9 am" 9: such words stay. Null if the line begins with no formula or number.
 */
export function leadingValue(line: string): string | null {
  if (/^(?:\$|\\[([])/.test(line)) return null
  const [first, ...others] = runsIn(line.slice(0, 400))
  if (first === undefined || first.start > 0 || !/\d|\\[a-z]|^\||^[b-zB-HJ-Z](?![a-zA-Z])/.test(first.text))
    return null
  const values = [first]
  for (const run of others) {
    if (!/^,? (?:and|or) $/.test(line.slice(values.at(-1)!.end, run.start))) break
    values.push(run)
  }
  const { end } = values.at(-1)!
  const changed = changing.exec(line.slice(end, end + 30))
  if (changed !== null) return line.slice(0, end + 30).trimEnd()
  return values.length === 1 ? first.text : line.slice(0, end)
}

/** A bare answer without one word behind it that says what is counted; with it where that is a unit. */
export function counted(answer: string): string {
  if (!/[a-zA-Z]{3,30}$|\)$/.test(answer) || measured(answer) !== null) return answer
  const value = leadingValue(answer)
  const rest = value === null ? '' : answer.slice(value.length)
  return value !== null && /^ (?:(?:a )?[a-zA-Z]{3,30}|\((?!mod)[a-zA-Z]{2,30}[^()]*\))$/.test(rest)
    ? value
    : answer
}
