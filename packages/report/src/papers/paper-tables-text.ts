import { quotedValue, type Paper, type ShownCell, type ShownTable } from '@retable/core'
import { quotedNotes } from '../cells/quoted-cell.ts'
import { unitWord } from '../cells/unit-text.ts'
import { printable } from '../text/printable.ts'
import { readable, type Table } from '../tables/table.ts'
import { coloured, foldedTable, lineWidth } from '../text/text-table.ts'

/** What `retable show` prints: a paper's tables, and what the signs in them mean. */
export function paperTablesText(
  { title, authors, arxiv }: Pick<Paper, 'title' | 'authors' | 'arxiv'>,
  tables: readonly ShownTable[],
): string {
  const shown = tables.flatMap(({ cells }) => cells.flat(2))
  const heading = printable(`${title} (${authors}; arXiv ${arxiv})`)
  const lines = legend(shown).map(printable).join('\n')
  return `${[heading, ...tables.map(tableText), ...(lines === '' ? [] : [lines])].join('\n\n')}\n`
}

/** A paper's tables as data; the last one's notes say what the signs in them mean. */
export function paperTablesOf(
  { title, authors, arxiv }: Pick<Paper, 'title' | 'authors' | 'arxiv'>,
  tables: readonly ShownTable[],
): readonly Table[] {
  const notes = [`${title} (${authors}; arXiv ${arxiv})`, ...legend(tables.flatMap(({ cells }) => cells.flat(2)))] // prettier-ignore
  return tables.map((table, i) => ({
    ...tableOf(table),
    title: `${table.table} ${bracketsOf(table)}`,
    notes: i === tables.length - 1 ? notes : [],
  }))
}

function tableText(shown: ShownTable): string {
  const { columns, rows } = readable(tableOf(shown))
  const text = foldedTable({
    columns: columns.map((column) => ({ ...column, title: printable(column.title) })),
    rows,
    width: lineWidth(),
  })
  return `${coloured('bold', printable(shown.table))} ${printable(bracketsOf(shown))}\n${text}`
}

/** Versions that a table's cells are of and, where they share one, their unit. */
function bracketsOf({ cells }: ShownTable): string {
  const all = cells.flat(2)
  const versions = [...new Set(all.map(({ cell }) => cell.version))].join(', ')
  const units = unitsOf(all)
  return `(${versions}${units.length === 1 && units[0] !== '' ? `, ${unitWord(units[0]!)}` : ''})`
}

function unitsOf(cells: readonly ShownCell[]): readonly string[] {
  return [...new Set(cells.map(({ cell }) => cell.unit))]
}

function tableOf({ table, rows, columns, cells }: ShownTable): Table {
  // A unit that all cells share is said once, in the title.
  const withUnit = unitsOf(cells.flat(2)).length > 1
  return {
    title: table,
    columns: [{ title: '', name: 'row' }, ...columns.map((title) => ({ title, align: 'right' as const }))],
    rows: rows.map((row, r) => [
      row,
      ...columns.map((_, c) => (cells[r]?.[c] ?? []).map((cell) => cellText(cell, withUnit)).join(' / ')),
    ]),
  }
}

function cellText({ cell, measured }: ShownCell, withUnit: boolean): string {
  const beside = measured.map(({ tier, shown }) => `${tier} ${shown}`)
  const unit = withUnit && cell.unit !== '' ? ` ${unitWord(cell.unit)}` : ''
  return `${quotedValue(cell)}${unit}${beside.length > 0 ? ` [${beside.join(', ')}]` : ''}`
}

function legend(cells: readonly ShownCell[]): string[] {
  const tiers = new Set(cells.flatMap(({ measured }) => measured.map(({ tier }) => tier)))
  const hasReplay = tiers.delete('replay')
  return [
    ...quotedNotes(
      cells.map(({ cell: { value, unit, read_from: readFrom } }) => ({ reported: value, unit, readFrom })),
    ),
    ...(hasReplay
      ? ['[replay …] recomputed from released outputs, or another published table’s number; = as printed']
      : []),
    ...(tiers.size > 0
      ? [
          `[…] what the project’s recorded runs measured on the tier that is named; verdicts: docs/verdicts.md`,
        ]
      : []),
  ]
}
