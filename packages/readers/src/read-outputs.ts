import type { ReadRow } from '@retable/core'
import { readCsv } from './csv.ts'
import { readInspect } from './inspect/read-log.ts'
import { readJsonl } from './jsonl.ts'
import { readLmEval } from './lm-eval/read-samples.ts'
import type { Reader, ReadOptions } from './options.ts'
import { readZeroEval } from './zeroeval.ts'

const readers = {
  jsonl: readJsonl,
  zeroeval: readZeroEval,
  'lm-eval': readLmEval,
  inspect: readInspect,
  csv: readCsv,
} satisfies Record<string, Reader>

/** Ids of the formats that files of outputs may have. */
export type Format = keyof typeof readers

/** All formats, for messages and help. */
export const formats = Object.keys(readers) as readonly Format[]

/** Whether a text names a format. */
export function isFormat(text: string): text is Format {
  return Object.hasOwn(readers, text)
}

/** The rows of a file in a known format, one at a time. */
export function readOutputs(
  file: string,
  format: Format,
  options: ReadOptions = {},
): AsyncGenerator<ReadRow> {
  return readers[format](file, options)
}
