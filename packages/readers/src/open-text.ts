import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ReaderError } from './errors.ts'

/**
 * Streams a file's UTF-8 text, gunzipping it where its first two bytes say so. A byte-order mark is dropped.
 *
 * @throws ReaderError `readers/missing` if it cannot be opened, `readers/damaged` if its compression is broken
 */
export async function* openText(file: string, signal?: AbortSignal): AsyncGenerator<string> {
  const isGzip = await startsAsGzip(file)
  const raw = createReadStream(file, signal ? { signal } : {})
  let bytes: Readable = raw
  if (isGzip) {
    bytes = createGunzip()
    raw.on('error', (error) => bytes.destroy(error))
    raw.pipe(bytes as ReturnType<typeof createGunzip>)
  }
  const decoder = new TextDecoder()
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk as Uint8Array, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ReaderError(
      'readers/damaged',
      `${file}: cannot be read to its end (${messageOf(error)})`,
      error,
    )
  } finally {
    raw.destroy()
  }
}

/** Longest text that is held in one piece, in UTF-16 units; the engine's own limit lies just above. */
export const longestText = 2 ** 28

/** A file that holds more in one piece than can be held. */
export function tooLong(file: string, what: string): ReaderError {
  return new ReaderError('readers/too-long', `${file}: is longer than ${longestText} characters ${what}`)
}

/**
 * The file's whole text.
 *
 * @throws ReaderError `readers/too-long`
 */
export async function readText(file: string, signal?: AbortSignal): Promise<string> {
  const parts: string[] = []
  let length = 0
  for await (const part of openText(file, signal)) {
    length += part.length
    if (length > longestText)
      throw tooLong(file, 'as one JSON text; one object a line (jsonl) has no such limit')
    parts.push(part)
  }
  return parts.join('')
}

async function startsAsGzip(file: string): Promise<boolean> {
  const { buffer, bytesRead } = await firstBytes(file, 2)
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
}

/** Whether the file's first bytes are those of a zip archive, with entries or without. */
export async function startsAsZip(file: string): Promise<boolean> {
  const { buffer, bytesRead } = await firstBytes(file, 4)
  return bytesRead === 4 && ['PK\x03\x04', 'PK\x05\x06'].includes(buffer.toString('latin1'))
}

/** The last character of a plain file that is no white space; undefined of a gzipped one, which does not tell. */
export async function lastCharacter(file: string): Promise<string | undefined> {
  if (await startsAsGzip(file)) return undefined
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const count = Math.min(size, 4096)
    const { buffer } = await handle.read(Buffer.alloc(count), 0, count, size - count)
    return buffer.toString('latin1').trimEnd().at(-1)
  } finally {
    await handle.close()
  }
}

/**
 * Refuses what is no regular file: a file is read twice, once to tell its format.
 *
 * @throws ReaderError `readers/missing`
 */
export async function requireFile(file: string): Promise<void> {
  await firstBytes(file, 1)
}

async function firstBytes(file: string, count: number): Promise<{ buffer: Buffer; bytesRead: number }> {
  const handle = await open(file).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : messageOf(error)
    throw new ReaderError('readers/missing', `${file === '' ? '""' : file}: ${why}`, error)
  })
  try {
    const kind = await handle.stat()
    if (kind.isDirectory()) {
      throw new ReaderError('readers/missing', `${file}: is a folder; name the files in it`)
    }
    if (!kind.isFile()) {
      throw new ReaderError(
        'readers/missing',
        `${file}: is no regular file; save what it gives to a file first`,
      )
    }
    return await handle.read(Buffer.alloc(count), 0, count, 0)
  } finally {
    await handle.close()
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
