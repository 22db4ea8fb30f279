import { quotedValue } from '@retable/core'
import type { CellReplay, CellsLeft, CellVerdict, PaperReplayed } from '@retable/harness/replays'
import { coloured, counted, printable, printableJson, textTable, type Colour } from '@retable/report'
import { exitCodes } from '../../exit-codes.ts'

/** A difference that nobody explained, or a known one that is gone, outweighs a file that could not be had. */
export function paperExitCode({ rows, notRecomputed }: PaperReplayed): number {
  if (rows.some((row) => differs(row) && !row.explained)) return exitCodes.deviation
  return notRecomputed.some(({ pinned }) => pinned) ? exitCodes.environment : exitCodes.fine
}

/** As one document on a line. */
export function paperJson({ notRecomputed, ...replay }: PaperReplayed): string {
  const left = notRecomputed.map(({ reason, cells }) => ({ reason, cells }))
  return `${printableJson({ ...replay, notRecomputed: left })}\n`
}

/** Options of {@link paperText}. */
export interface PaperTextOptions {
  /** Whether exact cells are counted and not listed. */
  readonly omitExact?: boolean
}

/**
 * One line a cell, table by table, those that were only looked up in another published table apart; differing ones get
 * a line of their own below, under the cause that they share.
 */
export function paperText(
  { name, source, rows, notRecomputed }: PaperReplayed,
  { omitExact = false }: PaperTextOptions = {},
): string {
  const count = (verdict: CellVerdict) => rows.filter((row) => row.verdict === verdict).length
  const looked = rows.filter(({ from }) => from === 'leaderboard')
  const recomputed = rows.filter(
    ({ from, verdict }) => from === 'outputs' && !(omitExact && verdict === 'exact'),
  )
  const differing = rows.filter(differs)
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

function summaryOf(rows: readonly CellReplay[], notRecomputed: readonly CellsLeft[]): string {
  const count = (verdict: CellVerdict) => rows.filter((row) => row.verdict === verdict).length
  const left = notRecomputed.reduce((sum, { cells }) => sum + cells.length, 0)
  const looked = rows.filter(({ from }) => from === 'leaderboard').length
  const deviating = count('deviates')
  const explained = rows.filter((row) => row.verdict === 'deviates' && row.explained).length
  return [
    `of ${counted(rows.length + left, 'reported cell')} ${count('exact')} exact, ${deviating} ${deviating === 1 ? 'deviates' : 'deviate'}${explained > 0 ? ` (${explained} explained)` : ''}`,
    ...(looked > 0
      ? [`${count('agrees with the leaderboard')} of ${looked} agree with another published table`]
      : []),
    `${left} not recomputed`,
  ].join('; ')
}

/** One text table for each of the paper's tables. */
function tablesOf(rows: readonly CellReplay[], found: string): string[] {
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
function legend(rows: readonly CellReplay[]): string[] {
  const kinds = [...new Set(rows.filter(({ secondHand }) => secondHand).map(({ readFrom }) => readFrom))]
  return kinds.length > 0 ? [`\n${printable(`† second hand, from: ${kinds.toSorted().join(', ')}`)}`] : []
}

/** Differs, or is said to and does not. */
function differs({ reason }: CellReplay): boolean {
  return reason !== ''
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

/** Each cell with its difference, under the cause that it shares with others. */
function differenceLines(differing: readonly CellReplay[]): string[] {
  const byCause = Map.groupBy(differing, ({ reason }) => /[:;] (.*)$/s.exec(reason)?.[1] ?? '')
  return [...byCause].flatMap(([cause, those]) => [
    ...those.map((row) => {
      const [by = ''] = row.reason.split(/[:;] /, 1)
      return printable(
        `  ${row.cell}: reported ${reportedOf(row)}, found ${row.measured} ${row.unit} (${by})`,
      )
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
