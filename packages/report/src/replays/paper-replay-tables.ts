import {
  counted,
  quotedValue,
  type CellsNotRecomputed,
  type CellVerdict,
  type ComparedCell,
  type PaperReplayResult,
} from '@retable/core'
import type { Table } from '../tables/table.ts'
import { unitWord } from '../cells/unit-text.ts'
import { cellReasonText, isAsExpected } from './reason-text.ts'

/**
 * A paper's replay as tables: one for each of the paper's tables, those that were only looked up in another published table
 * apart; then every cell that differs, and what is not recomputed, with the reasons.
 */
export function paperReplayTables({
  name,
  source,
  rows,
  notRecomputed,
}: PaperReplayResult): readonly Table[] {
  const of = (from: ComparedCell['from'], where: string, found: string) =>
    [
      ...Map.groupBy(
        rows.filter((row) => row.from === from),
        ({ table }) => table,
      ),
    ].map(([table, those]) => cellsTable(`${name}: ${table}${where}`, those, found))
  const tables: Table[] = [
    ...of('outputs', '', 'recomputed'),
    ...of('leaderboard', ', looked up in another published table', 'there'),
    {
      title: `${name}: differing cells`,
      columns: [
        { title: 'cell' },
        { title: 'reported', align: 'right' },
        { title: 'found', align: 'right' },
        { title: 'why' },
      ],
      rows: rows
        .filter((row) => !isAsExpected(row))
        .map((row) => [
          row.cell,
          reportedOf(row),
          `${row.measured} ${unitWord(row.unit)}`.trim(),
          cellReasonText(row),
        ]),
    },
    {
      title: `${name}: reported, not recomputed`,
      columns: [{ title: 'cells' }, { title: 'why' }],
      rows: notRecomputed.map(({ cells, reason }) => [
        { text: counted(cells.length, 'cell'), data: cells.join(' ') },
        reason,
      ]),
    },
  ]
  const filled = tables.filter((table) => table.rows.length > 0)
  const notes = [
    ...(source === '' ? [] : [`recomputed from ${source}`]),
    ...legend(rows),
    `paper ${name}: ${cellsSummary(rows, notRecomputed)}`,
  ]
  return filled.map((table, i) => (i === filled.length - 1 ? { ...table, notes } : table))
}

/**
 * Cells beside what was found.
 *
 * @param found - what the column of that is called
 */
export function cellsTable(title: string, cells: readonly ComparedCell[], found: string): Table {
  return {
    title,
    columns: [
      { title: 'row' },
      { title: 'column' },
      { title: 'reported', align: 'right' },
      { title: found, name: 'found', align: 'right' },
      { title: 'verdict' },
      ...['cell', 'unit', 'read_from', 'from'].map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: cells.map((cell) => [
      cell.row,
      cell.column,
      { text: reportedOf(cell), data: cell.reported },
      { text: cell.measured, data: cell.value },
      wording(cell),
      ...[cell.cell, cell.unit, cell.readFrom, cell.from],
    ]),
  }
}

/** Says what † means, where it is used. */
export function legend(rows: readonly ComparedCell[]): string[] {
  const kinds = [...new Set(rows.filter(({ secondHand }) => secondHand).map(({ readFrom }) => readFrom))]
  return kinds.length > 0 ? [`† second hand, from: ${kinds.toSorted().join(', ')}`] : []
}

function wording(row: ComparedCell): string {
  return row.cause === null ? row.verdict : `${row.verdict}, explained`
}

/** As it is quoted everywhere, with † where it was read second hand. */
export function reportedOf({ reported, readFrom }: ComparedCell): string {
  return quotedValue({ value: reported, read_from: readFrom })
}

/** The line that a paper's replay ends with, without its name. */
export function cellsSummary(
  rows: readonly ComparedCell[],
  notRecomputed: readonly CellsNotRecomputed[],
): string {
  const count = (verdict: CellVerdict) => rows.filter((row) => row.verdict === verdict).length
  const left = notRecomputed.reduce((sum, { cells }) => sum + cells.length, 0)
  const looked = rows.filter(({ from }) => from === 'leaderboard').length
  const deviating = count('deviates')
  const explained = rows.filter((row) => row.verdict === 'deviates' && row.cause !== null).length
  return [
    `of ${counted(rows.length + left, 'reported cell')} ${count('exact')} exact, ${deviating} ${deviating === 1 ? 'deviates' : 'deviate'}${explained > 0 ? ` (${explained} explained)` : ''}`,
    ...(looked > 0
      ? [`${count('agrees with the leaderboard')} of ${looked} agree with another published table`]
      : []),
    `${left} not recomputed`,
  ].join('; ')
}
