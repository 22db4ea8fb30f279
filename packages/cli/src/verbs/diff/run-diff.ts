import { readDiff, replayTier, type DiffCsvRow } from '@retable/harness/runs'
import {
  coloured,
  printable,
  printableJson,
  renderTables,
  tableText,
  type Table,
  type TableForm,
} from '@retable/report'
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
    return `${title}${tableText(diffTable(table, those))}`
  })
  const reasons = [...new Set(rows.filter(({ reason }) => reason !== '').map(reasonText))]
  return `${tables.join('\n\n')}\n${reasons.length > 0 ? `\n${reasons.join('\n')}\n` : ''}`
}

/** The same as tables, with the reasons as the last one's notes. */
function diffTables(run: string, rows: readonly DiffCsvRow[]): readonly Table[] {
  const tables = [...Map.groupBy(rows, ({ table = '' }) => table)].map(([table, those]) =>
    diffTable(table, those),
  )
  const notes = [`run ${run}`, ...new Set(rows.filter(({ reason }) => reason !== '').map(reasonText))]
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
        { text: withUnit(shown(row.measured)), data: row.measured },
        { text: shown(row.difference), data: row.difference },
        ...(hasIntervals ? [row.ci_low === '' ? '' : `${shown(row.ci_low)} to ${shown(row.ci_high)}`] : []),
        row.verdict,
        ...dataColumns.map((name) => row[name]),
      ]
    }),
  }
}

/** What stands in CSV beside what people read. */
const dataColumns = ['unit', 'standard_error', 'ci_low', 'ci_high', 'cell', 'reason'] as const

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
