import { closingBrace } from '../boxed.ts'

/**
 * The final answer in a worked solution: the last box; else what follows the last "answer is" or "answer:", and before
 * the box what follows a "final answer" that comes after it; else a short text itself; else the last formula or number.
 *
 * @returns null if there is none of these
 */
export function finalAnswer(text: string): string | null {
  const lower = text.toLowerCase()
  const sentence = lower.length === text.length ? lower.lastIndexOf('final answer') : -1
  const boxed = sentence > lastOpening(text, text.length) ? undefined : boxes(text).at(-1)
  return boxed ?? announced(text, lower) ?? boxes(text).at(-1) ?? bareAnswer(text) ?? lastValue(text)
}

/**
 * The last box and those just before it that "and", "or" or a comma joins to it, as one list: the answer to a problem
 * that asks for several. Null if there are no two.
 */
export function joinedBoxes(text: string): string | null {
  const found = new Set(boxes(text))
  return found.size > 1 ? [...found].join(', ') : null
}

/** As many boxes are read, from the last one back. */
const mostBoxes = 12

/** What the last box holds and those that are joined to it, in order. An empty box says nothing. */
function boxes(text: string): readonly string[] {
  const found: string[] = []
  let next = text.length
  for (let tries = 0; tries < mostBoxes; tries += 1) {
    const at = lastOpening(text, next)
    if (at < 0) break
    const start = text.indexOf('{', at) + 1
    const end = closingBrace(text.slice(0, next), start)
    if (end === null) return found.length > 0 ? found : openBox(text, start)
    if (found.length > 0 && !joins(text.slice(end + 1, next))) break
    const content = text.slice(start, end)
    if (content.trim() !== '') found.unshift(content)
    next = at
  }
  return found
}

function lastOpening(text: string, before: number): number {
  if (before <= 0) return -1
  return Math.max(text.lastIndexOf('\\boxed{', before - 1), text.lastIndexOf('\\fbox{', before - 1))
}

/** A box whose brace is never closed, as in a cut output: the rest of its line. */
function openBox(text: string, start: number): readonly string[] {
  const [line = ''] = text.slice(start, start + 300).split('\n', 1)
  return line.trim() === '' ? [] : [line.replace(/[.$} ]+$/, '')]
}

/** Whether what stands between two boxes makes them one answer: nothing but punctuation, or a short text with "and". */
function joins(between: string): boolean {
  if (between.length > 40) return false
  const words = between
    .replace(/\\(?:q?quad|text|\W)/g, ' ')
    .replace(/[{}$,;.\s]+/g, ' ')
    .trim()
  return words === '' || /(?:^|\s)(?:and|or)(?:\s|$)/.test(words)
}

const markers: readonly string[] = ['final answer is', 'final answer:', 'answer is', 'answer:']

function announced(text: string, lower: string): string | null {
  // Lower-casing can change the length of a text with unusual letters; then nothing is announced.
  if (lower.length !== text.length) return null
  for (const marker of markers) {
    const at = lower.lastIndexOf(marker)
    if (at < 0) continue
    const rest = text.slice(at + marker.length, at + marker.length + 400).replace(/^[:\s*]+/, '')
    const line = (/^[^\n]*?(?=\n|I hope it is correct|$)/.exec(rest)?.[0] ?? '').replace(/^(?:is|=)\s/, '')
    if (/\\(?:boxed|fbox)\{/.test(line)) return boxes(line).at(-1) ?? null
    const answer = bareAnswer(line) ?? lastValue(line)
    if (answer !== null) return answer
  }
  return null
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
  return isLine && !isSentence && !/[$]|\\[([]|:$/.test(answer) ? answer : null
}

const fences: readonly (readonly [open: string, close: string])[] = [
  ['$$', '$$'],
  ['\\[', '\\]'],
  ['\\(', '\\)'],
  ['$', '$'],
]

/** The last formula in delimiters or the last number, whichever ends last. */
function lastValue(text: string): string | null {
  const tail = text.slice(-4000)
  const several = closingList(text.slice(-300))
  if (several !== null) return several
  let best: { readonly end: number; readonly value: string } | null = null
  for (const [open, close] of fences) {
    const end = tail.lastIndexOf(close)
    const start = end <= 0 ? -1 : tail.lastIndexOf(open, end - 1)
    if (start < 0 || start + open.length > end) continue
    const value = tail.slice(start + open.length, end).trim()
    if (value !== '' && value.length <= 600 && end > (best?.end ?? -1)) best = { end, value }
  }
  for (const match of tail.slice(best?.end ?? 0).matchAll(number)) {
    const at = (best?.end ?? 0) + match.index
    // A unit's power ("m^2") and an index are no values.
    if (!/[\^_{\w]/.test(tail[at - 1] ?? '')) best = { end: at, value: match[0] }
  }
  return best?.value ?? null
}

/** Formulas in dollars at the very end that commas, "and" or "or" join: "$2$, $3$ and $5$." Null if there are no two. */
function closingList(end: string): string | null {
  // Every second part stands between dollars, counted from the end, where nothing but dots may follow the last one.
  const parts = end.split('$')
  if (/[^\s.]/.test(parts.at(-1)!)) return null
  let first = parts.length
  for (let i = parts.length - 2; i > 0 && parts[i] !== ''; i -= 2) {
    first = i
    if (!joints.has(parts[i - 1]!.replace(/\s+/g, ''))) break
  }
  return first < parts.length - 2 ? parts.slice(first, -1).join('') : null
}

const joints: ReadonlySet<string> = new Set([',', 'and', ',and', 'or', ',or'])

const number = /-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\/\d+)?|-?\.\d+/g
