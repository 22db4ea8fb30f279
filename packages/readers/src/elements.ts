import { ReaderError } from './errors.ts'
import type { Line } from './lines.ts'
import { longestText, openText, tooLong } from './open-text.ts'

const [newline, quote, backslash, comma] = [10, 34, 92, 44]
const isOpening = (code: number) => code === 91 || code === 123
const isClosing = (code: number) => code === 93 || code === 125
const isSpace = (code: number) => code === 32 || code === 9 || code === 13

/**
 * The elements of a file that is one JSON array, or the members of one that is one object, as they stand in the text
 * and with the line on which each begins; one at a time, so that memory does not grow with the file. They are told apart
 * by brackets and strings alone, and need not be valid themselves.
 *
 * @throws ReaderError `readers/not-json` where the file ends too early or goes on after its end, and as openText
 */
export async function* elementsOf(file: string, signal?: AbortSignal): AsyncGenerator<Line> {
  let [line, depth, firstLine, lastLine, length] = [1, 0, 1, 1, 0]
  let what = 'JSON text'
  let [inString, isEscaped, isClosed, isExpected] = [false, false, false, false]
  /** What earlier pieces had of the element at hand; undefined between elements. */
  let pending: string[] | undefined
  for await (const piece of openText(file, signal)) {
    let start = pending === undefined ? -1 : 0
    for (let i = 0; i < piece.length; i += 1) {
      const code = piece.charCodeAt(i)
      if (code === newline) {
        line += 1
        isEscaped = false
        continue
      }
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (code === backslash) isEscaped = true
        else if (code === quote) inString = false
        continue
      }
      if (isSpace(code)) continue
      lastLine = line
      if (isClosed) throw notJson(file, line, `something follows the end of the ${what}`)
      if (depth === 0) what = code === 91 ? 'JSON array' : 'JSON object'
      const isEnd = isClosing(code)
      if (depth === 1 && (isEnd || code === comma)) {
        if (pending !== undefined) yield { line: firstLine, text: pending.join('') + piece.slice(start, i) }
        else if (!isEnd || isExpected) yield { line, text: '' }
        ;[pending, start, length] = [undefined, -1, 0]
        isExpected = !isEnd
      } else if (depth === 1 && pending === undefined) {
        ;[pending, start, firstLine] = [[], i, line]
      }
      if (code === quote) inString = true
      else if (isOpening(code)) depth += 1
      else if (isEnd) depth -= 1
      isClosed = depth <= 0
    }
    if (pending === undefined) continue
    pending.push(piece.slice(start))
    length += piece.length - start
    if (length > longestText) throw tooLong(file, `in one element of the ${what}`)
  }
  if (!isClosed) throw notJson(file, lastLine, `the file ends inside the ${what}; it looks cut off`)
}

function notJson(file: string, line: number, why: string): ReaderError {
  return new ReaderError('readers/not-json', `${file}:${line}: ${why}`)
}
