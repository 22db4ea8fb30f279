import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { diskRefusal, writeWhole, type Model } from '@retable/core'
import type { Weights } from './architecture.ts'
import { NanolmError } from '../errors.ts'

/** What a file of arrays says of itself. */
export interface Header {
  readonly format: 'retable-nanolm'
  readonly version: 1
  /** Number of values in each array that follows. */
  readonly sizes: readonly number[]
  /** Of the arrays' bytes, little-endian 32-bit floats. */
  readonly sha256: string
  /** Anything else: the architecture, or a checkpoint's step. */
  readonly note: Readonly<Record<string, unknown>>
}

/**
 * Writes arrays under a JSON line that holds their hash; the file appears whole. Gives the whole file's sha256.
 *
 * @throws NanolmError `nanolm/disk` if the disk refuses it
 */
export async function writeArrays(file: string, arrays: Weights, note: Header['note']): Promise<string> {
  const body = Buffer.concat(
    arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  )
  const header: Header = {
    format: 'retable-nanolm',
    version: 1,
    sizes: arrays.map((array) => array.length),
    sha256: sha256(body),
    note,
  }
  const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body])
  await writeWhole(file, bytes).catch((error: unknown) => {
    const why = diskRefusal(error)
    if (why === undefined) throw error
    throw new NanolmError('nanolm/disk', `${file} cannot be written: ${why}`, error)
  })
  return sha256(bytes)
}

/**
 * Reads what {@link writeArrays} wrote.
 *
 * @param expected - sha256 of the whole file, where it is known
 * @throws NanolmError `nanolm/damaged` if a bit of it has changed or is missing, or if it is another file
 */
export async function readArrays(
  file: string,
  expected?: string,
): Promise<{ arrays: Weights; note: Header['note'] }> {
  const bytes = await readFile(file)
  const end = bytes.indexOf(0x0a)
  const header = parseHeader(bytes.subarray(0, Math.max(0, end)))
  const body = bytes.subarray(end + 1)
  if (header === undefined || sha256(body) !== header.sha256) {
    throw new NanolmError(
      'nanolm/damaged',
      `${file} is damaged: its bytes are not those its header names; remove it`,
    )
  }
  if (expected !== undefined && sha256(bytes) !== expected) {
    throw new NanolmError(
      'nanolm/damaged',
      `${file} is damaged: it is a whole file, but not the one with sha256 ${expected}; remove it`,
    )
  }
  const values = new Float32Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength))
  let at = 0
  const arrays = header.sizes.map((size) => values.slice(at, (at += size)))
  return { arrays, note: header.note }
}

/** Where a model lies; nanolm's models are files. */
export function fileOf({ id, location }: Model): string {
  if (location !== undefined) return location
  throw new NanolmError(
    'nanolm/no-file',
    `the model ${id} lies in no file, and nanolm loads its models from files`,
  )
}

/** Where the model after a step goes, beside the trained one. */
export function keptFile(output: string, step: number): string {
  return `${output}.${step}`
}

/** sha256 of a whole file of arrays. */
export async function hashOfFile(file: string): Promise<string> {
  return sha256(await readFile(file))
}

function parseHeader(bytes: Uint8Array): Header | undefined {
  try {
    const header = JSON.parse(Buffer.from(bytes).toString('utf8')) as Header
    return header.format === 'retable-nanolm' && header.version === 1 ? header : undefined
  } catch {
    return undefined
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
