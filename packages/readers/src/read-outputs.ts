import type { ReadRow } from '@retable/core'
import type { Reader, ReadOptions } from './options.ts'

/** A format's reader is loaded when a file of it is read: most commands read one format. */
const readers = {
  jsonl: async () => (await import('./plain/read-rows.ts')).readRows,
  zeroeval: async () => (await import('./programs/zeroeval.ts')).readZeroEval,
  'lm-eval': async () => (await import('./lm-eval/read-samples.ts')).readLmEval,
  inspect: async () => (await import('./inspect/read-log.ts')).readInspect,
  csv: async () => (await import('./tables/csv.ts')).readCsv,
  json: async () => (await import('./plain/read-rows.ts')).readRows,
  'math-eval': async () => (await import('./programs/math-eval.ts')).readMathEval,
  opencompass: async () => (await import('./programs/opencompass.ts')).readOpenCompass,
  evalscope: async () => (await import('./programs/evalscope.ts')).readEvalScope,
} satisfies Record<string, () => Promise<Reader>>

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
export async function* readOutputs(
  file: string,
  format: Format,
  options: ReadOptions = {},
): AsyncGenerator<ReadRow> {
  const read = await readers[format]()
  yield* read(file, options)
}
