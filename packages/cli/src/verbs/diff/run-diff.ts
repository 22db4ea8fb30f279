import { readDiff, replayTier, type DiffCsvRow } from '@retable/harness/runs'
import {
  coloured,
  diffSummary,
  printable,
  printableJson,
  renderTables,
  tableText,
  verdictWords,
  type Colour,
  type Table,
  type TableForm,
} from '@retable/report'
import { cellWord } from '@retable/report/verdicts'
import { storeDirectory } from '../../environment.ts'
import { exitCodes } from '../../exit-codes.ts'

/** Options of `retable diff`. */
export interface DiffVerbRequest {
  readonly run: string
  readonly toleranceExit?: boolean
  readonly json?: boolean
  readonly to?: TableForm
}

/** Prints a run's diff; with `toleranceExit` a deviating cell makes the exit code 1. */
export async function runDiff({ run: name, toleranceExit, json, to }: DiffVerbRequest): Promise<void> {
  const { run, rows } = await readDiff(name, storeDirectory())
  if (json) process.stdout.write(`${printableJson(rows)}\n`)
  else if (to !== undefined) process.stdout.write(await renderTables(diffTables(run, rows), to))
  // Which run a beginning of an id or `latest` means is said first.
  else process.stdout.write(`${run === name ? '' : `run ${printable(run)}\n\n`}${diffText(rows)}`)
  if (toleranceExit && rows.some(({ verdict }) => isDeviation(verdict))) {
    process.exitCode = exitCodes.deviation
  }
}

/** Cells as their paper prints them, table by table where there are several. */
function diffText(rows: readonly DiffCsvRow[]): string {
  const byTable = [...Map.groupBy(rows, ({ table = '' }) => table)]
  const tables = byTable.map(([table, those]) => {
    const title = byTable.length > 1 && table !== '' ? `${coloured('bold', printable(table))}\n` : ''
    return `${title}${colouredTable(diffTable(table, those), those)}`
  })
  const { reasons, others } = remarksOf(rows)
  return [...tables, ...(reasons.length > 0 ? [reasons.join('\n')] : []), ...others].join('\n\n') + '\n'
}

/** What stands below the cells: why each verdict, how many deviate, and what was assumed; each once. */
function remarksOf(rows: readonly DiffCsvRow[]) {
  const reasons = [...new Set(rows.filter(({ reason }) => reason !== '').map(reasonText))]
  const summary = diffSummary(
    rows
      .filter(({ tier }) => tier !== replayTier)
      .map(({ verdict, n_from: from }) => ({ verdict, nFrom: nFrom(from) })),
  )
  const assumed = [...new Set(rows.map(({ assumptions = '' }) => assumptions))]
  const open = assumed
    .filter((each) => each !== '')
    .map((each) => printable(`Assumed where the paper leaves it open: ${each}`))
  return { reasons, others: [...(summary === '' ? [] : [summary]), ...open] }
}

function nFrom(text: string | undefined): 'printed' | 'inferred' | 'taken' | null {
  return text === 'printed' || text === 'inferred' || text === 'taken' ? text : null
}

function colouredTable(table: Table, rows: readonly DiffCsvRow[]): string {
  const colourOf = (column: string, row: number) =>
    column === 'verdict' ? verdictColours[rows[row]?.verdict ?? ''] : undefined
  return tableText(table, { colourOf })
}

/** The same as tables, with what stands below as the last one's notes. */
function diffTables(run: string, rows: readonly DiffCsvRow[]): readonly Table[] {
  const tables = [...Map.groupBy(rows, ({ table = '' }) => table)].map(([table, those]) =>
    diffTable(table, those),
  )
  const { reasons, others } = remarksOf(rows)
  const notes = [`run ${run}`, ...reasons, ...others.flatMap((text) => text.split('\n'))]
  return tables.map((table, i) => (i === tables.length - 1 ? { ...table, notes } : table))
}

function diffTable(title: string, rows: readonly DiffCsvRow[]): Table {
  const isReplay = rows.every(({ tier }) => tier === replayTier)
  // A run sets measurements beside rows; of a replay any cell of a table may be there.
  const hasColumns = isReplay || new Set(rows.map(({ column = '' }) => column)).size > 1
  const hasIntervals = rows.some(({ ci_low: low }) => low !== '')
  return {
    title,
    columns: [
      { title: 'row' },
      ...(hasColumns ? [{ title: 'column' }] : []),
      { title: 'reported', align: 'right' },
      { title: isReplay ? 'found' : 'measured', align: 'right' },
      { title: 'difference', align: 'right' },
      ...(hasIntervals ? [{ title: '95 % interval' }] : []),
      { title: 'verdict' },
      ...dataColumns.map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: rows.map((row) => {
      const shown = (text: string) => rounded(text, decimalsFor(row))
      const withUnit = (text: string) => `${text} ${row.unit}`.trim()
      return [
        row.row,
        ...(hasColumns ? [row.column] : []),
        { text: withUnit(row.reported), data: row.reported },
        { text: `${shown(row.measured)} ${row.measured_unit ?? row.unit}`.trim(), data: row.measured },
        { text: shown(row.difference), data: row.difference },
        ...(hasIntervals ? [row.ci_low === '' ? '' : `${shown(row.ci_low)} to ${shown(row.ci_high)}`] : []),
        { text: wordsOf(row), data: row.verdict },
        ...dataColumns.map((name) => row[name] ?? ''),
      ]
    }),
  }
}

/** What stands in CSV beside what people read. */
const dataColumns = [
  ...['unit', 'standard_error', 'ci_low', 'ci_high', 'cell', 'reason'],
  ...['resolution', 'reported_n', 'n_from', 'assumptions'],
] as const
const verdictColours: Readonly<Record<string, Colour>> = {
  reproduced: 'green',
  exact: 'green',
  inconclusive: 'yellow',
  deviates: 'red',
  'differs from it': 'red',
}

function wordsOf({ tier, verdict: bare, reason, unit, resolution = '', coarse }: DiffCsvRow): string {
  const verdict = cellWord({ tier, verdict: bare, reason })
  const caught = resolution === '' ? null : Number(resolution)
  return verdictWords({ verdict, unit, resolution: caught, coarse: coarse === 'coarse' })
}

/** One decimal, or as many as are printed; of a recomputed number one more, so that rounding shows. */
function decimalsFor({ tier, reported }: DiffCsvRow): number {
  const printed = /\.(\d+)/.exec(reported)?.[1]?.length ?? 0
  return tier === replayTier ? printed + 1 : Math.max(1, printed)
}

function rounded(text: string, decimals: number): string {
  if (text === '' || !Number.isFinite(Number(text))) return text
  const shown = Number(text).toFixed(Math.min(decimals, 20))
  return Number(shown) === 0 ? shown.replace('-', '') : shown
}

function reasonText({ verdict, reason }: DiffCsvRow): string {
  return printable(`${verdict}: ${reason}`)
}

function isDeviation(verdict: string): boolean {
  return verdict === 'deviates' || verdict === 'differs from it'
}
