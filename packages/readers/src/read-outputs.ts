import type { ReadRow } from '@retable/core'
import { ReaderError } from './errors.ts'
import { readJsonl } from './jsonl.ts'
import { openText } from './open-text.ts'
import { readZeroEval } from './zeroeval.ts'

type Reader = (file: string, signal?: AbortSignal) => AsyncGenerator<ReadRow>

const readers = { jsonl: readJsonl, zeroeval: readZeroEval } satisfies Record<string, Reader>

/** Ids of the formats that files of outputs may have. */
export type Format = keyof typeof readers

/** All formats, for messages and help. */
export const formats = Object.keys(readers) as readonly Format[]

/** Whether a text names a format. */
export function isFormat(text: string): text is Format {
  return Object.hasOwn(readers, text)
}

/** The rows of a file in a known format, one at a time. */
export function readOutputs(file: string, format: Format, signal?: AbortSignal): AsyncGenerator<ReadRow> {
  return readers[format](file, signal)
}

/**
 * Tells a file's format by its first character: "[" opens ZeroEval's array, "{" a line of JSON Lines.
 *
 * @throws ReaderError `readers/unknown-format`, `readers/empty`
 */
export async function detectFormat(file: string, signal?: AbortSignal): Promise<Format> {
  for await (const part of openText(file, signal)) {
    const first = part.trimStart()[0]
    if (first === undefined) continue
    if (first === '[') return 'zeroeval'
    if (first === '{') return 'jsonl'
    throw new ReaderError(
      'readers/unknown-format',
      `${file}: starts like none of the formats that can be detected (${formats.join(', ')}); name it with --format`,
    )
  }
  throw new ReaderError('readers/empty', `${file}: is empty`)
}
