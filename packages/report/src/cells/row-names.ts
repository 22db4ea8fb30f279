import type { ReportedCell } from '@retable/core'

type Place = Pick<ReportedCell, 'row' | 'column'>

/** What the rows of these cells are called: a row by itself where one column of it is among them, else with its column. */
export function rowNames(cells: readonly Place[]): (cell: Place) => string {
  const columns = new Map<string, Set<string>>()
  for (const { row, column } of cells) columns.set(row, (columns.get(row) ?? new Set()).add(column))
  return ({ row, column }) => (columns.get(row)!.size === 1 ? row : `${row}, ${column}`)
}
