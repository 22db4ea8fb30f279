import { readDiff, type DiffCsvRow } from '@retable/harness/runs'
import { printable, printableJson, renderTables, type TableForm } from '@retable/report'
import { root, storeDirectory } from '../../environment.ts'
import { exitCodes } from '../../exit-codes.ts'
import { diffTables, diffText } from '../../beside/diff-text.ts'

/** Options of `retable diff`. */
export interface DiffVerbRequest {
  readonly run: string
  readonly paper?: string
  readonly toleranceExit?: boolean
  readonly json?: boolean
  readonly to?: TableForm
}

/** Prints a run's diff; with `toleranceExit` a deviating cell makes the exit code 1. */
export async function runDiff(request: DiffVerbRequest): Promise<void> {
  const { run: name, paper, toleranceExit, json, to } = request
  const { run, rows, heading } = await (paper === undefined ? ownDiff(name) : diffBeside(name, paper))
  const above = [...(run === name ? [] : [`run ${printable(run)}`]), ...heading]
  if (json) process.stdout.write(`${printableJson(rows)}\n`)
  else if (to !== undefined) process.stdout.write(await renderTables(diffTables(run, rows, heading), to))
  // Which run a beginning of an id or `latest` means is said first.
  else process.stdout.write(`${above.map((line) => `${line}\n\n`).join('')}${diffText(rows)}`)
  if (toleranceExit && rows.some(({ verdict }) => isDeviation(verdict))) {
    process.exitCode = exitCodes.deviation
  }
}

/** A diff with the lines above it. */
interface ShownDiff {
  readonly run: string
  readonly rows: readonly DiffCsvRow[]
  readonly heading: readonly string[]
}

async function ownDiff(name: string): Promise<ShownDiff> {
  const diff = await readDiff(name, { storeDirectory: storeDirectory(), root })
  const isEval = diff.rows.some(({ tier }) => tier === 'eval')
  return { ...diff, heading: isEval ? await headingOfEval(name) : [] }
}

/** What stood above an evaluation beside a paper when it was made. */
async function headingOfEval(name: string): Promise<readonly string[]> {
  const { headingOfRun } = await import('../../beside/beside.ts')
  return headingOfRun(name)
}

async function diffBeside(name: string, paper: string): Promise<ShownDiff> {
  const { diffOfRun } = await import('../../beside/beside.ts')
  return diffOfRun(name, paper)
}

function isDeviation(verdict: string): boolean {
  return verdict === 'deviates' || verdict === 'differs from it'
}
