import { constants } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { HarnessError } from '../errors.ts'

/** A file of judgements is read as one text, so it can be no longer than one. */
const mostBytes = constants.MAX_STRING_LENGTH

/**
 * A file's bytes, unpacked if it is gzipped.
 *
 * @throws HarnessError `harness/unreadable` if it is none, no whole gzip file, or too long
 */
export async function bytesOf(file: string, signal?: AbortSignal): Promise<Buffer> {
  const bytes = await read(file, signal)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes })
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw unreadable(file, tooLong('unpacked'), error)
    throw unreadable(file, `is not a whole gzip file (${message})`, error)
  }
}

async function read(file: string, signal?: AbortSignal): Promise<Buffer> {
  try {
    const found = await stat(file)
    if (found.isDirectory()) throw unreadable(file, 'is a folder; name the files in it')
    if (found.size > mostBytes) throw unreadable(file, tooLong('it'))
    return await readFile(file, signal ? { signal } : {})
  } catch (error) {
    if (signal?.aborted || error instanceof HarnessError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw unreadable(file, code === 'ENOENT' ? 'no such file' : message, error)
  }
}

function tooLong(which: 'it' | 'unpacked'): string {
  const what = which === 'it' ? 'is' : 'unpacked is'
  return `${what} over ${Math.round(mostBytes / 2 ** 20)} MiB, more than can be read as one text; split it into a file for each model`
}

function unreadable(file: string, why: string, cause?: unknown): HarnessError {
  return new HarnessError('harness/unreadable', `${file}: ${why}`, { cause })
}
