import { quotedValue, type Paper, type ShownCell, type ShownTable } from '@retable/core'
import { printable } from '../text/printable.ts'
import { coloured, foldedTable, lineWidth } from '../text/text-table.ts'

/** What `retable show` prints: a paper's tables, and what the signs in them mean. */
export function paperTablesText(
  { title, authors, arxiv }: Pick<Paper, 'title' | 'authors' | 'arxiv'>,
  tables: readonly ShownTable[],
): string {
  const shown = tables.flatMap(({ cells }) => cells.flat(2))
  const heading = printable(`${title} (${authors}; arXiv ${arxiv})`)
  return `${[heading, ...tables.map(tableText), ...legend(shown)].join('\n\n')}\n`
}

function tableText({ table, rows, columns, cells }: ShownTable): string {
  const all = cells.flat(2)
  const versions = [...new Set(all.map(({ cell }) => cell.version))].join(', ')
  // A unit that all cells share is said once.
  const units = [...new Set(all.map(({ cell }) => cell.unit))]
  const unit = units.length === 1 && units[0] !== '' ? `, ${units[0]}` : ''
  const text = foldedTable({
    columns: [
      { title: '' },
      ...columns.map((title) => ({ title: printable(title), align: 'right' as const })),
    ],
    rows: rows.map((row, r) => [
      row,
      ...columns.map((_, c) =>
        (cells[r]?.[c] ?? []).map((cell) => cellText(cell, units.length > 1)).join(' / '),
      ),
    ]),
    width: lineWidth(),
  })
  return `${coloured('bold', printable(table))} (${printable(versions)}${printable(unit)})\n${text}`
}

function cellText({ cell, measured }: ShownCell, withUnit: boolean): string {
  const beside = measured.map(({ tier, shown }) => `${tier} ${shown}`)
  const unit = withUnit && cell.unit !== '' ? ` ${cell.unit}` : ''
  return `${quotedValue(cell)}${unit}${beside.length > 0 ? ` [${beside.join(', ')}]` : ''}`
}

function legend(cells: readonly ShownCell[]): string[] {
  const kinds = [...new Set(cells.filter(({ secondHand }) => secondHand).map(({ cell }) => cell.read_from))]
  const tiers = new Set(cells.flatMap(({ measured }) => measured.map(({ tier }) => tier)))
  const hasReplay = tiers.delete('replay')
  const lines = [
    ...(kinds.length > 0 ? [printable(`† second hand, from: ${kinds.toSorted().join(', ')}`)] : []),
    ...(hasReplay
      ? ['[replay …] recomputed from released outputs, or another published table’s number; = as printed']
      : []),
    ...(tiers.size > 0
      ? [
          `[…] what the project’s recorded runs measured on the tier that is named; verdicts: docs/verdicts.md`,
        ]
      : []),
  ]
  return lines.length > 0 ? [lines.join('\n')] : []
}
