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

/** Options of {@link paperText}. */
export interface PaperTextOptions {
  /** Whether exact cells are counted and not listed. */
  readonly omitExact?: boolean
}

/**
 * One line a cell, those that were only looked up in another published table apart; differing ones get a line of their
 * own below, under the cause that they share.
 */
export function paperText(
  { name, source, rows, notRecomputed }: PaperReplayed,
  { omitExact = false }: PaperTextOptions = {},
): string {
  const differing = rows.filter(differs)
  const count = (verdict: CellVerdict) => rows.filter((row) => row.verdict === verdict).length
  const left = notRecomputed.reduce((sum, { cells }) => sum + cells.length, 0)
  const looked = rows.filter(({ from }) => from === 'leaderboard')
  const recomputed = rows.filter(
    ({ from, verdict }) => from === 'outputs' && !(omitExact && verdict === 'exact'),
  )
  const explained = rows.filter((row) => row.verdict === 'deviates' && row.explained).length
  const summary = [
    `of ${counted(rows.length + left, 'reported cell')} ${count('exact')} exact, ${count('deviates')} deviate${explained > 0 ? ` (${explained} explained)` : ''}`,
    ...(looked.length > 0
      ? [`${count('agrees with the leaderboard')} of ${looked.length} agree with another published table`]
      : []),
    `${left} not recomputed`,
  ].join('; ')
  return [
    `paper ${name}${source === '' ? '' : `, recomputed from ${printable(source)}`}`,
    ...(recomputed.length > 0 ? [tableOf(recomputed, 'recomputed')] : []),
    ...(omitExact && count('exact') > 0
      ? [`${counted(count('exact'), 'exact cell')} not listed, see the tables above; --json has them all`]
      : []),
    ...(looked.length > 0 ? ['\nLooked up in another published table:', tableOf(looked, 'there')] : []),
    ...(differing.length > 0 ? ['\nDiffering cells:', ...differenceLines(differing)] : []),
    ...(notRecomputed.length > 0 ? ['\nReported, not recomputed:', ...notRecomputed.map(leftText)] : []),
    `\npaper ${name}: ${summary}`,
    '',
  ].join('\n')
}

function tableOf(rows: readonly CellReplay[], found: string): string {
  const columns = [
    { title: 'table' },
    { title: 'row' },
    { title: 'column' },
    { title: 'reported', align: 'right' },
    { title: found, align: 'right' },
    { title: 'verdict' },
  ] as const
  return textTable(
    columns,
    rows.map((row) => [row.table, row.row, row.column, row.reported, row.measured, wording(row)]),
    (text, column, row) => (column === columns.length - 1 ? coloured(colourOf(rows[row]!), text) : text),
  )
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

/** Each cell with its difference, under the cause that it shares with others. */
function differenceLines(differing: readonly CellReplay[]): string[] {
  const byCause = Map.groupBy(differing, ({ reason }) => /: (.*)$/s.exec(reason)?.[1] ?? '')
  return [...byCause].flatMap(([cause, those]) => [
    ...those.map(({ cell, reported, measured, unit, reason }) => {
      const [by = ''] = reason.split(': ', 1)
      return printable(`  ${cell}: reported ${reported}, found ${measured} ${unit} (${by})`)
    }),
    ...(cause === '' ? [] : [`    ${printable(cause)}`]),
  ])
}

/** Ids are many and alike: the first few stand for all; --json has them all. */
function leftText({ reason, cells }: CellsLeft): string {
  const named = cells.slice(0, 3).join(', ')
  const others = cells.length > 3 ? ` and ${cells.length - 3} more` : ''
  return `  ${counted(cells.length, 'cell')}: ${printable(named)}${others}\n    ${printable(reason)}`
}
