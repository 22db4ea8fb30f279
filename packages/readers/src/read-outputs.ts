import type { ReadRow } from '@retable/core'
import { readInspect } from './inspect/read-log.ts'
import { readLmEval } from './lm-eval/read-samples.ts'
import type { Reader, ReadOptions } from './options.ts'
import { readRows } from './plain/read-rows.ts'
import { readEvalScope } from './programs/evalscope.ts'
import { readMathEval } from './programs/math-eval.ts'
import { readOpenCompass } from './programs/opencompass.ts'
import { readZeroEval } from './programs/zeroeval.ts'
import { readCsv } from './tables/csv.ts'

const readers = {
  jsonl: readRows,
  zeroeval: readZeroEval,
  'lm-eval': readLmEval,
  inspect: readInspect,
  csv: readCsv,
  json: readRows,
  'math-eval': readMathEval,
  opencompass: readOpenCompass,
  evalscope: readEvalScope,
} satisfies Record<string, Reader>

/** Ids of the formats that files of outputs may have. */
export type Format = keyof typeof readers

/** All formats, for messages and help. */
export const formats = Object.keys(readers) as readonly Format[]

/** Whether a text names a format. */
export function isFormat(text: string): text is Format {
  return Object.hasOwn(readers, text)
}

/** Formats whose fields can be named with columns. */
const plain: readonly Format[] = ['jsonl', 'csv', 'json']

/** Whether the fields of a format can be named with columns. */
export function takesColumns(format: Format): boolean {
  return plain.includes(format)
}

/** The rows of a file in a known format, one at a time. */
export function readOutputs(
  file: string,
  format: Format,
  options: ReadOptions = {},
): AsyncGenerator<ReadRow> {
  return readers[format](file, options)
}
