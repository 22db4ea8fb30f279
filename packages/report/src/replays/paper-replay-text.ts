import {
  counted,
  type CellsNotRecomputed,
  type CellVerdict,
  type ComparedCell,
  type PaperReplayResult,
} from '@retable/core'
import { printable } from '../text/printable.ts'
import { coloured, type Colour } from '../text/text-table.ts'
import { tableText } from '../tables/table-text.ts'
import { cellsSummary, cellsTable, legend, reportedOf } from './paper-replay-tables.ts'
import { cellReason, isAsExpected } from './reason-text.ts'

/** Options of {@link paperReplayText}. */
export interface PaperReplayTextOptions {
  /** Whether exact cells are counted and not listed. */
  readonly omitExact?: boolean
}

/**
 * One line a cell, table by table, those that were only looked up in another published table apart; differing ones get
 * a line of their own below, under the cause that they share.
 */
export function paperReplayText(
  { name, source, rows, notRecomputed }: PaperReplayResult,
  { omitExact = false }: PaperReplayTextOptions = {},
): string {
  const count = (verdict: CellVerdict) => rows.filter((row) => row.verdict === verdict).length
  const looked = rows.filter(({ from }) => from === 'leaderboard')
  const recomputed = rows.filter(
    ({ from, verdict }) => from === 'outputs' && !(omitExact && verdict === 'exact'),
  )
  const differing = rows.filter((row) => !isAsExpected(row))
  return [
    `paper ${name}${source === '' ? '' : `, recomputed from ${printable(source)}`}`,
    ...tablesOf(recomputed, 'recomputed'),
    ...(omitExact && count('exact') > 0
      ? [`${counted(count('exact'), 'exact cell')} not listed, see the tables above; --json has them all`]
      : []),
    ...(looked.length > 0 ? ['\nLooked up in another published table:'] : []),
    ...tablesOf(looked, 'there'),
    ...(differing.length > 0 ? ['\nDiffering cells:', ...differenceLines(differing)] : []),
    ...(notRecomputed.length > 0 ? ['\nReported, not recomputed:', ...notRecomputed.map(leftText)] : []),
    ...legend(rows).map((line) => `\n${printable(line)}`),
    `\npaper ${name}: ${cellsSummary(rows, notRecomputed)}`,
    '',
  ].join('\n')
}

/** One text table for each of the paper's tables. */
function tablesOf(rows: readonly ComparedCell[], found: string): string[] {
  return [...Map.groupBy(rows, ({ table }) => table)].map(([table, those]) => {
    const colourOf = (column: string, row: number) =>
      column === 'verdict' ? verdictColour(those[row]!) : undefined
    return `\n${coloured('bold', printable(table))}\n${tableText(cellsTable(table, those, found), { colourOf })}`
  })
}

function verdictColour(row: ComparedCell): Colour {
  if (!isAsExpected(row)) return row.cause === null ? 'red' : 'yellow'
  return row.verdict === 'exact' ? 'green' : 'dim'
}

/** Each cell with its difference, under the cause that it shares with others. */
function differenceLines(differing: readonly ComparedCell[]): string[] {
  const told = differing.map((row) => ({ row, reason: cellReason(row) }))
  return [...Map.groupBy(told, ({ reason }) => reason.cause)].flatMap(([cause, those]) => [
    ...those.map(({ row, reason: { difference } }) =>
      printable(
        `  ${row.cell}: reported ${reportedOf(row)}, found ${row.measured} ${row.unit} (${difference})`,
      ),
    ),
    ...(cause === '' ? [] : [`    ${printable(cause)}`]),
  ])
}

/** Ids are many and alike: the first few stand for all; --json has them all. */
function leftText({ reason, cells }: CellsNotRecomputed): string {
  const named = cells.slice(0, 3).join(', ')
  const others = cells.length > 3 ? ` and ${cells.length - 3} more` : ''
  return `  ${counted(cells.length, 'cell')}: ${printable(named)}${others}\n    ${printable(reason)}`
}
