import type { Readable } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { ReaderError } from './errors.ts'
import { longestText, requireFile, tooLong } from './open-text.ts'

/** A zip archive's entries; their names are keys, never paths. */
export interface ZipArchive {
  readonly names: readonly string[]
  /**
   * One entry's UTF-8 text.
   *
   * @throws ReaderError `readers/damaged`, `readers/too-long`
   */
  readonly read: (name: string) => Promise<string>
  readonly close: () => void
}

/** The method number that zip gives to Zstandard, which newer logs are packed with. */
const zstandard = 93

/**
 * Opens a zip archive by its table of contents. Of entries with one name the last counts, as for programs that
 * append to an archive.
 *
 * @throws ReaderError `readers/missing`, `readers/damaged`
 */
export async function openZip(file: string, signal?: AbortSignal): Promise<ZipArchive> {
  await requireFile(file)
  // Names are decoded here, since the library refuses some that would be bad paths.
  const zip = await openPromise(file, { autoClose: false, decodeStrings: false }).catch((error: unknown) => {
    throw damaged(file, 'its table of contents cannot be found', error)
  })
  try {
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted()
      entries.set(entry.fileNameRaw.toString('utf8'), entry)
    }
    return {
      names: [...entries.keys()],
      read: (name) => readEntry(zip, entries.get(name)!, `${file}: the entry ${name}`, signal),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    if (signal?.aborted) throw error
    throw damaged(file, 'its table of contents cannot be read', error)
  }
}

async function readEntry(zip: ZipFile, entry: Entry, what: string, signal?: AbortSignal): Promise<string> {
  // Before a byte is unpacked: a small archive may state, or hold, a huge text.
  if (entry.uncompressedSize > longestText) throw tooLong(what, 'when unpacked')
  const parts: string[] = []
  let length = 0
  const decoder = new TextDecoder()
  try {
    for await (const chunk of await openEntry(zip, entry)) {
      signal?.throwIfAborted()
      length += (chunk as Uint8Array).length
      if (length > longestText) throw tooLong(what, 'when unpacked')
      parts.push(decoder.decode(chunk as Uint8Array, { stream: true }))
    }
  } catch (error) {
    if (error instanceof ReaderError || signal?.aborted) throw error
    throw damaged(what, 'it cannot be unpacked', error)
  }
  return parts.join('') + decoder.decode()
}

async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.compressionMethod !== zstandard) return zip.openReadStreamPromise(entry)
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false })
  const unpacked = createZstdDecompress()
  packed.on('error', (error) => unpacked.destroy(error))
  return packed.pipe(unpacked)
}

function damaged(what: string, why: string, error: unknown): ReaderError {
  const detail = error instanceof Error ? error.message : String(error)
  const advice = 'it may be cut off or still being written; copy it again'
  return new ReaderError(
    'readers/damaged',
    `${what}: is no whole zip archive: ${why} (${detail}); ${advice}`,
    error,
  )
}
