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

/** What counts as reading the paper itself, or what its authors released. */
const firstHand: readonly string[] = ['full text', 'table image', 'repository', 'abstract']

/** Whether a cell was not read in the paper or a release of its authors, but in what others wrote about it. */
export function isSecondHand({ read_from }: ReportedCell): boolean {
  return !firstHand.includes(read_from)
}
