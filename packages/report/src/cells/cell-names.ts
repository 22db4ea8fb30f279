import type { ReportedCell } from '@retable/core'
import { rowNames } from './row-names.ts'

type Place = Pick<ReportedCell, 'table' | 'row' | 'column'>

/** What cells of several tables are called below them: as their rows are, with the table where another has the same. */
export function cellNames(cells: readonly Place[]): (cell: Place) => string {
  const nameOf = rowNames(cells)
  const tables = new Map<string, Set<string>>()
  for (const cell of cells) {
    const name = nameOf(cell)
    tables.set(name, (tables.get(name) ?? new Set()).add(cell.table))
  }
  return (cell) => {
    const name = nameOf(cell)
    return tables.get(name)!.size === 1 ? name : `${cell.table}: ${name}`
  }
}
