import { stringify } from 'csv-stringify/sync'
import { neutral } from '@retable/core'

/** The columns of a diff.csv, of a run or of a replay. */
export const diffColumns =
  'paper version tier cell table row column metric unit reported measured standard_error n difference ci_low ci_high verdict reason'

/** A table as CSV; the columns are one text, with spaces between them. No spreadsheet takes a cell of it for a formula. */
export function csv(columns: string, rows: readonly (readonly unknown[])[]): string {
  const cells = rows.map((row) => row.map((value) => (typeof value === 'string' ? neutral(value) : value)))
  return stringify([columns.split(' '), ...cells])
}

/** Twelve significant digits: all that a 32-bit model's mean can carry, and the same text on every machine. */
export function number(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '' : String(Number(value.toPrecision(12)))
}
