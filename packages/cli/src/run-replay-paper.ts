import { quotedValue } from '@retable/core'
import type { CellReplay, CellsLeft, CellVerdict, PaperReplayed } from '@retable/harness'
import { coloured, counted, printable, textTable, type Colour } from '@retable/report'
import { exitCodes } from './exit-codes.ts'

/** A difference that nobody explained outweighs a file that could not be had. */
export function paperExitCode({ rows, notRecomputed }: PaperReplayed): number {
  if (rows.some((row) => differs(row) && !row.explained)) return exitCodes.deviation
  return notRecomputed.some(({ pinned }) => pinned) ? exitCodes.environment : exitCodes.fine
}

/** As one document on a line. */
export function paperJson({ notRecomputed, ...replay }: PaperReplayed): string {
  const left = notRecomputed.map(({ reason, cells }) => ({ reason, cells }))
  return `${JSON.stringify({ ...replay, notRecomputed: left })}\n`
}

/** One line a cell, table by table; differing ones get a line of their own below the tables. */
export function paperText({ name, source, rows, notRecomputed }: PaperReplayed): string {
  const differing = rows.filter(differs)
  const count = (verdict: CellVerdict) => rows.filter((row) => row.verdict === verdict).length
  const left = notRecomputed.reduce((sum, { cells }) => sum + cells.length, 0)
  const leaderboard = count('agrees with the leaderboard') + count('differs from it')
  const summary = [
    `of ${counted(rows.length + left, 'reported cell')} ${count('exact')} exact, ${count('deviates')} ${count('deviates') === 1 ? 'deviates' : 'deviate'}`,
    ...(leaderboard > 0
      ? [`${count('agrees with the leaderboard')} of ${leaderboard} agree with another published table`]
      : []),
    `${left} not recomputed`,
  ].join('; ')
  return [
    `paper ${name}${source === '' ? '' : `, recomputed from ${printable(source)}`}`,
    ...[...Map.groupBy(rows, ({ table }) => table)].map(([table, those]) => tableText(table, those)),
    ...(differing.length > 0 ? ['\nDiffering cells:', ...differing.map(differenceText)] : []),
    ...(notRecomputed.length > 0 ? ['\nReported, not recomputed:', ...notRecomputed.map(leftText)] : []),
    ...legend(rows),
    `\npaper ${name}: ${summary}`,
    '',
  ].join('\n')
}

const columns = [
  { title: 'row' },
  { title: 'column' },
  { title: 'reported', align: 'right' },
  { title: 'recomputed', align: 'right' },
  { title: 'verdict' },
] as const

function tableText(table: string, rows: readonly CellReplay[]): string {
  const text = textTable(
    columns,
    rows.map((row) => [row.row, row.column, reportedOf(row), row.measured, wording(row)]),
    (cell, column, row) => (column === columns.length - 1 ? coloured(colourOf(rows[row]!), cell) : cell),
  )
  return `\n${coloured('bold', printable(table))}\n${text}`
}

/** Says what † means, where it is used. */
function legend(rows: readonly CellReplay[]): string[] {
  const kinds = [...new Set(rows.filter(({ secondHand }) => secondHand).map(({ readFrom }) => readFrom))]
  return kinds.length > 0 ? [`\n† second hand, from: ${kinds.toSorted().join(', ')}`] : []
}

function differs({ verdict }: CellReplay): boolean {
  return verdict === 'deviates' || verdict === 'differs from it'
}

function wording(row: CellReplay): string {
  return row.explained ? `${row.verdict}, explained` : row.verdict
}

function colourOf(row: CellReplay): Colour {
  if (differs(row)) return row.explained ? 'yellow' : 'red'
  return row.verdict === 'exact' ? 'green' : 'dim'
}

/** As it is quoted everywhere, with † where it was read second hand. */
function reportedOf({ reported, readFrom }: CellReplay): string {
  return quotedValue({ value: reported, read_from: readFrom })
}

function differenceText(row: CellReplay): string {
  const { cell, measured, unit, reason } = row
  return printable(`  ${cell}: reported ${reportedOf(row)}, recomputed ${measured} ${unit} (${reason})`)
}

/** Ids are many and alike: the first few stand for all; --json has them all. */
function leftText({ reason, cells }: CellsLeft): string {
  const named = cells.slice(0, 3).join(', ')
  const others = cells.length > 3 ? ` and ${cells.length - 3} more` : ''
  return `  ${counted(cells.length, 'cell')}: ${printable(named)}${others}\n    ${printable(reason)}`
}
