import { readDiff } from '@retable/harness/runs'
import { textTable } from '@retable/report'
import { storeDirectory } from './environment.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `retable diff`. */
export interface DiffVerbRequest {
  readonly run: string
  readonly toleranceExit?: boolean
  readonly json?: boolean
}

/** Prints a run's diff; with `toleranceExit` a deviating cell makes the exit code 1. */
export async function runDiff({ run, toleranceExit, json }: DiffVerbRequest): Promise<void> {
  const rows = await readDiff(run, storeDirectory())
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`)
  else {
    const shown = (text: string) => (text === '' ? '' : Number(text).toFixed(1))
    const columns = [
      { title: 'row' },
      { title: 'reported', align: 'right' },
      { title: 'measured', align: 'right' },
      { title: 'difference', align: 'right' },
      { title: '95 % interval' },
      { title: 'verdict' },
    ] as const
    const table = textTable(
      columns,
      rows.map((row) => [
        row.row,
        `${row.reported} ${row.unit}`,
        `${shown(row.measured)} ${row.unit}`,
        shown(row.difference),
        row.ci_low === '' ? '' : `${shown(row.ci_low)} to ${shown(row.ci_high)}`,
        row.verdict,
      ]),
    )
    const reasons = [...new Set(rows.map((row) => `${row.verdict}: ${row.reason}`))]
    process.stdout.write(`${table}\n\n${reasons.join('\n')}\n`)
  }
  if (toleranceExit && rows.some((row) => row.verdict === 'deviates')) process.exitCode = exitCodes.deviation
}
