import { open } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { setTimeout as delay } from 'node:timers/promises'

/** A file that is read while it grows. */
export interface FollowedFile {
  /** Reads what is there by now, and no more. @returns the last line that was not empty; undefined if there was none */
  readonly finish: () => Promise<string | undefined>
}

const everyMs = 100
const pieceBytes = 65_536
// A program that writes no line ends does not fill the memory.
const longestLine = 1_000_000

/**
 * Gives the lines of a growing file as they come, from a position on. A carriage return ends a line as well: bars of
 * progress are rewritten by it.
 */
export function followFile(file: string, position: number, onLine: (line: string) => void): FollowedFile {
  const finishing = new AbortController()
  let last: string | undefined
  const tell = (line: string) => {
    if (line.trim() !== '') last = line.trim()
    onLine(line)
  }
  const reading = (async () => {
    const handle = await open(file)
    try {
      const decoder = new StringDecoder('utf8')
      const buffer = Buffer.alloc(pieceBytes)
      let at = position
      let pending = ''
      for (;;) {
        const isLast = finishing.signal.aborted
        for (;;) {
          const { bytesRead } = await handle.read(buffer, 0, pieceBytes, at)
          if (bytesRead === 0) break
          at += bytesRead
          const lines = (pending + decoder.write(buffer.subarray(0, bytesRead))).split(/\r\n|\n|\r(?!$)/)
          pending = lines.pop()!
          for (const line of lines) tell(line)
          if (pending.length > longestLine) {
            tell(pending)
            pending = ''
          }
        }
        if (isLast) break
        await delay(everyMs, undefined, { signal: finishing.signal }).catch(() => {})
      }
      const rest = (pending + decoder.end()).replace(/\r$/, '')
      if (rest !== '') tell(rest)
    } finally {
      await handle.close()
    }
  })()
  // Told where it is waited for.
  reading.catch(() => {})
  return {
    async finish() {
      finishing.abort()
      await reading
      return last
    },
  }
}
