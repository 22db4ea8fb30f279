import type { Benchmark, OutputRow } from '@retable/core'

/**
 * The row, its id without the point that tables of numbers write (`17.0`) where only so it is an item's.
 */
export function withWholeId(row: OutputRow, { itemId }: Benchmark): OutputRow {
  const { id } = row
  const whole = typeof id === 'string' ? /^(\d{1,15})\.0{1,15}$/.exec(id.trim())?.[1] : undefined
  if (whole === undefined || itemId(id!) !== undefined || itemId(whole) === undefined) return row
  return { ...row, id: whole }
}
