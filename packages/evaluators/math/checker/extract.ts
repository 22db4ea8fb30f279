import { lastBoxes, lastBoxStart } from './boxes.ts'
import { firstValue, lastValue } from './values.ts'

/**
 * The final answer in a worked solution, decided from the text alone: a formula or number that a "final answer" after
 * the last box announces; else the last box, with those joined to it; else what follows the last "answer is" or
 * "answer:"; else a short text itself; else the last formula or number.
 *
 * @returns null if there is none of these
 */
export function finalAnswer(text: string): string | null {
  const lower = text.toLowerCase()
  // Lower-casing can change the length of a text with unusual letters; then nothing is announced.
  const isAligned = lower.length === text.length
  const box = lastBoxStart(text)
  const after = box >= 0 && isAligned ? announcedAfter(text, lower, box) : null
  return (
    after ??
    (box >= 0 ? lastBoxes(text) : null) ??
    (isAligned ? announced(text, lower) : null) ??
    bareAnswer(text) ??
    lastValue(text)
  )
}

const markers: readonly string[] = ['final answer is', 'final answer:', 'answer is', 'answer:']

function announced(text: string, lower: string): string | null {
  for (const marker of markers) {
    const at = lower.lastIndexOf(marker)
    if (at < 0) continue
    const line = lineAfter(text, at + marker.length)
    const answer = announcedIn(line)
    if (answer !== null) return answer
  }
  return null
}

/** "The final answer is correct" behind a box announces nothing: a value must follow at once. */
function announcedAfter(text: string, lower: string, box: number): string | null {
  const at = Math.max(lower.lastIndexOf('final answer is'), lower.lastIndexOf('final answer:'))
  if (at < box) return null
  const line = lineAfter(text, at + (lower.startsWith('final answer:', at) ? 13 : 15))
  return beginsWithValue(line) ? announcedIn(line) : null
}

/** "5 apples, not 6" is 5: where the line begins with a value, that is the answer; else the line ends in it. */
function announcedIn(line: string): string | null {
  return bareAnswer(line) ?? (beginsWithValue(line) ? firstValue(line) : null) ?? lastValue(line)
}

function beginsWithValue(line: string): boolean {
  return /^(?:[$\d.(\\[-]|[a-zA-Z] ?=)/.test(line)
}

/** What stands on the line after a marker, as far as an answer may go. */
function lineAfter(text: string, start: number): string {
  const rest = text.slice(start, start + 400).replace(/^[:\s*]+/, '')
  const [line = ''] = rest.split(/\n|I hope it is correct/, 1)
  return line.replace(/^(?:is|=)\s/, '')
}

/** A short text that is an answer and no sentence. */
function bareAnswer(text: string): string | null {
  // Long texts are no answers, and need not be searched for the dots at their end.
  const trimmed = text.trim()
  if (trimmed.length > 120) return null
  const answer = trimmed.replace(/[.\s*]+$/, '')
  const words = answer.match(/(?<![\\a-zA-Z])[a-zA-Z]{2,}/g) ?? []
  const isSentence = words.length > 1 || /(?:^|\s)I\s+[a-z]/.test(answer)
  const isLine = answer !== '' && !answer.includes('\n')
  return isLine && !isSentence && !/[$]|\\[([]|:$|\\f?box(?:ed)? ?\{\s*\}/.test(answer) ? answer : null
}
