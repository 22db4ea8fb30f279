import {
  counted,
  quotedValue,
  type CellsNotRecomputed,
  type CellVerdict,
  type ComparedCell,
  type PaperReplayResult,
} from '@retable/core'
import { printable } from '../text/printable.ts'
import { coloured, textTable, type Colour } from '../text/text-table.ts'
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
    ...legend(rows),
    `\npaper ${name}: ${summaryOf(rows, notRecomputed)}`,
    '',
  ].join('\n')
}

function summaryOf(rows: readonly ComparedCell[], notRecomputed: readonly CellsNotRecomputed[]): string {
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

/** One text table for each of the paper's tables. */
function tablesOf(rows: readonly ComparedCell[], found: string): string[] {
  const columns = [
    { title: 'row' },
    { title: 'column' },
    { title: 'reported', align: 'right' },
    { title: found, align: 'right' },
    { title: 'verdict' },
  ] as const
  return [...Map.groupBy(rows, ({ table }) => table)].map(([table, those]) => {
    const text = textTable(
      columns,
      those.map((row) => [row.row, row.column, reportedOf(row), row.measured, wording(row)]),
      (cell, column, row) => (column === columns.length - 1 ? coloured(colourOf(those[row]!), cell) : cell),
    )
    return `\n${coloured('bold', printable(table))}\n${text}`
  })
}

/** Says what † means, where it is used. */
function legend(rows: readonly ComparedCell[]): string[] {
  const kinds = [...new Set(rows.filter(({ secondHand }) => secondHand).map(({ readFrom }) => readFrom))]
  return kinds.length > 0 ? [`\n${printable(`† second hand, from: ${kinds.toSorted().join(', ')}`)}`] : []
}

function wording(row: ComparedCell): string {
  return row.cause === null ? row.verdict : `${row.verdict}, explained`
}

function colourOf(row: ComparedCell): Colour {
  if (!isAsExpected(row)) return row.cause === null ? 'red' : 'yellow'
  return row.verdict === 'exact' ? 'green' : 'dim'
}

/** As it is quoted everywhere, with † where it was read second hand. */
function reportedOf({ reported, readFrom }: ComparedCell): string {
  return quotedValue({ value: reported, read_from: readFrom })
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
