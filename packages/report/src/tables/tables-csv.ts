import { stringify } from 'csv-stringify/sync'
import { neutral } from '@retable/core'
import { number } from '../csv/csv.ts'
import { printable } from '../text/printable.ts'
import type { Cell, Table } from './table.ts'

/**
 * Tables as CSV. The first column, `table`, has each row's table; tables of the same columns, one after another, stand
 * under one header, and others begin anew after an empty line. No spreadsheet takes a cell for a formula, and no cell can
 * move a terminal's cursor.
 */
export function tablesCsv(tables: readonly Table[]): string {
  const blocks: { readonly header: readonly string[]; readonly rows: string[][] }[] = []
  for (const table of tables) {
    const kept = [...table.columns.keys()].filter((i) => table.columns[i]?.isTextOnly !== true)
    const header = headerOf(kept.map((i) => table.columns[i]!))
    const rows = table.rows.map((row) =>
      [table.name ?? table.title, ...kept.map((i) => row[i] ?? '')].map(dataOf),
    )
    const last = blocks.at(-1)
    if (last !== undefined && isSame(last.header, header)) last.rows.push(...rows)
    else blocks.push({ header, rows })
  }
  return blocks.map(({ header, rows }) => stringify([header, ...rows])).join('\n')
}

/** No two columns are called the same, so that a reader may go by their names. */
function headerOf(columns: Table['columns']): string[] {
  const header = ['table']
  for (const { title, name } of columns) {
    const wanted = dataOf(name ?? title) || 'row'
    let unique = wanted
    for (let times = 2; header.includes(unique); times += 1) unique = `${wanted} ${times}`
    header.push(unique)
  }
  return header
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, i) => name === other[i])
}

function dataOf(cell: Cell): string {
  const data = typeof cell === 'string' ? cell : cell.data
  return typeof data === 'string' ? neutral(printable(data)) : number(data)
}
