import { longestText, openText, tooLong } from './open-text.ts'

/** A line of a text file that is not blank. */
export interface Line {
  /** 1-based. */
  readonly line: number
  readonly text: string
}

/**
 * The lines of a file that are not blank, one at a time: memory does not grow with the file. Splits at "\n" alone:
 * the line separators U+2028 and U+2029 may stand inside JSON texts.
 *
 * @throws ReaderError as openText, and `readers/too-long`
 */
export async function* linesOf(file: string, signal?: AbortSignal): AsyncGenerator<Line> {
  let line = 0
  let pending: string[] = []
  let length = 0
  for await (const part of openText(file, signal)) {
    let start = 0
    for (let end = part.indexOf('\n'); end >= 0; end = part.indexOf('\n', start)) {
      pending.push(part.slice(start, end))
      line += 1
      const text = pending.join('')
      if (text.trim() !== '') yield { line, text }
      pending = []
      length = 0
      start = end + 1
    }
    if (start < part.length) pending.push(part.slice(start))
    length += part.length - start
    if (length > longestText) throw tooLong(file, 'in one line')
  }
  const last = pending.join('')
  if (last.trim() !== '') yield { line: line + 1, text: last }
}
