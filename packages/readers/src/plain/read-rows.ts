import { withoutPythonWords, type ReadRow } from '@retable/core'
import type { JsonObject } from '../json.ts'
import type { ReadOptions } from '../options.ts'
import { jsonRecords } from '../records.ts'
import { fieldNamed } from './field-names.ts'
import { namedRow } from './named-row.ts'
import { valueAt } from './value-at.ts'

/**
 * Rows of outputs: JSON Lines, or one JSON array of objects. Each has `id` or `question`, `output` (a text) or
 * `outputs` (a list of samples) or one of the other names that outputs have, and optionally `gold`; or what `columns`
 * names, with paths. Empty lines are passed over. Memory does not grow with the file.
 *
 * @throws ReaderError as jsonRecords and namedRow
 */
export async function* readRows(
  file: string,
  { signal, columns = {} }: ReadOptions,
): AsyncGenerator<ReadRow> {
  for await (const record of jsonRecords(file, signal)) {
    if (record.kind === 'broken') {
      yield record
      continue
    }
    const { line, element, text } = record
    const fields = Object.keys(record.value)
    const names = [
      columns.id ?? fieldNamed(fields, 'id') ?? 'id',
      columns.gold ?? fieldNamed(fields, 'gold') ?? 'gold',
    ]
    const value = names.every((name) => isExact(valueAt(record.value, name))) ? record.value : spelled(text)
    const row = namedRow(value, line, columns, `${file}:${line}`)
    if (element === undefined) yield row
    else if (row.kind === 'output') yield { ...row, element }
    else if (row.kind === 'broken') yield { ...row, reason: `element ${element} ${row.reason}` }
  }
}

/** Long numbers lose their last digits: ids that differ there alone would be one, and a gold would be another number. */
function isExact(value: unknown): boolean {
  const [number] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [value]
  return typeof number !== 'number' || !Number.isInteger(number) || Number.isSafeInteger(number)
}

/** The object with its long whole numbers as texts. */
function spelled(text: string): JsonObject {
  const keep = (_key: string, value: unknown, context?: { readonly source?: string }) =>
    isExact(value) ? value : (context?.source ?? value)
  return JSON.parse(withoutPythonWords(text), keep) as JsonObject
}
