import { parse } from 'csv-parse/sync'
import type { ReportedCell } from './paper.ts'

/** The columns of a reported.csv, in order. */
export const reportedColumns = [
  'cell',
  'version',
  'table',
  'row',
  'column',
  'metric',
  'value',
  'unit',
  'n',
  'setting',
  'read_from',
  'source',
] as const satisfies readonly (keyof ReportedCell)[]

/**
 * The reported cells of a reported.csv.
 *
 * @throws Error with a sentence if the text is no CSV or lacks a column
 */
export function parseReported(text: string): readonly ReportedCell[] {
  const [header = [], ...rows] = parse(text, { bom: true })
  const lacking = reportedColumns.find((column) => !header.includes(column))
  if (lacking !== undefined) throw new Error(`lacks the column "${lacking}"`)
  return rows.map(
    (row) => Object.fromEntries(header.map((name, i) => [name, row[i]])) as unknown as ReportedCell,
  )
}
