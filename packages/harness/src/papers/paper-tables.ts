import { globSync } from 'node:fs'
import path from 'node:path'
import {
  isSecondHand,
  type CellVerdict,
  type MeasuredBeside,
  type ReportedCell,
  type ShownCell,
  type ShownTable,
} from '@retable/core'
import { decimalsOf, printedLike } from '@retable/stats/printed'
import { HarnessError } from '../errors.ts'
import { readRecorded, replayTier, type DiffCsvRow } from '../results/read-diff.ts'
import { mergedOrder } from './merged-order.ts'

/**
 * A paper's cells as tables. Rows and columns have the paper's own order, in which reported.csv lists them; a row or column
 * that some others lack stands where the rest have it.
 */
export function paperTables(
  cells: readonly ReportedCell[],
  measured: ReadonlyMap<string, readonly MeasuredBeside[]>,
): readonly ShownTable[] {
  return [...Map.groupBy(cells, ({ table }) => table)].map(([table, those]) => {
    const rows = orderOf(those, 'row', 'column')
    const columns = orderOf(those, 'column', 'row')
    const shown = Map.groupBy(those, ({ row, column }) => JSON.stringify([row, column]))
    const at = (row: string, column: string) => shown.get(JSON.stringify([row, column])) ?? []
    const show = (cell: ReportedCell): ShownCell => ({
      cell,
      secondHand: isSecondHand(cell),
      measured: measured.get(cell.cell) ?? [],
    })
    return {
      table,
      rows,
      columns,
      cells: rows.map((row) => columns.map((column) => at(row, column).map(show))),
    }
  })
}

/** Names of rows in the order that each column has them in, or the other way round. */
function orderOf(
  cells: readonly ReportedCell[],
  names: 'row' | 'column',
  across: 'row' | 'column',
): readonly string[] {
  const lines = Map.groupBy(cells, (cell) => cell[across])
  return mergedOrder(
    [...new Set(cells.map((cell) => cell[names]))],
    [...lines.values()].map((line) => line.map((cell) => cell[names])),
  )
}

/**
 * The tables that a word names: `2` is Table 2, anything else a part of a table's name.
 *
 * @throws HarnessError `harness/unknown-table` if there is none
 */
export function tablesNamed(tables: readonly ShownTable[], name: string): readonly ShownTable[] {
  const wanted = name.toLowerCase()
  const isNumber = /^\d+$/.test(name)
  const named = tables.filter(({ table }) =>
    isNumber ? new RegExp(`\\bTable ${name}\\b`, 'i').test(table) : table.toLowerCase().includes(wanted),
  )
  if (named.length > 0) return named
  const names = tables.map(({ table }) => table)
  const known =
    names.length > 8 ? `${names.slice(0, 8).join('; ')} and ${names.length - 8} more` : names.join('; ')
  throw new HarnessError('harness/unknown-table', `no table is named "${name}"; there are: ${known}`)
}

/** What the project's recorded runs of a paper measured, by cell. */
export async function measuredCells(
  root: string,
  paper: string,
): Promise<ReadonlyMap<string, readonly MeasuredBeside[]>> {
  const folder = path.join(root, 'results', paper)
  const found: [string, MeasuredBeside][] = []
  for (const file of globSync('*/diff.csv', { cwd: folder }).toSorted()) {
    const tier = path.dirname(file)
    for (const row of await readRecorded<DiffCsvRow>(path.join(folder, tier), 'diff.csv')) {
      const standardError = row.standard_error === '' ? null : Number(row.standard_error)
      const [value, { verdict }] = [Number(row.measured), row]
      found.push([row.cell, { tier, value, standardError, verdict, shown: shownBeside(tier, row) }])
    }
  }
  const groups = Map.groupBy(found, ([cell]) => cell)
  return new Map([...groups].map(([cell, those]) => [cell, those.map(([, beside]) => beside)]))
}

const agreeing: readonly string[] = ['exact', 'agrees with the leaderboard'] satisfies CellVerdict[]

/** A run's mean has a decimal more than a whole number; a replay's value has the decimals that are printed. */
function shownBeside(tier: string, { measured, reported, verdict }: DiffCsvRow): string {
  if (tier !== replayTier) return Number(measured).toFixed(Math.max(1, decimalsOf(reported)))
  return agreeing.includes(verdict) ? '=' : printedLike(Number(measured), reported)
}
