import { parse } from 'csv-parse/sync'

/** Rows of a CSV table by the names in its header; an unnamed column is '', and so is a cell that a short row lacks. */
export function csvRows(text: string): Readonly<Record<string, string>>[] {
  const [header = [], ...rows] = csvCells(text)
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
}

/** The cells of a CSV table, its header first; empty lines are left out. */
export function csvCells(text: string): string[][] {
  return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true })
}
