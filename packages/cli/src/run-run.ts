import { stat } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder } from '@retable/core'
import {
  compareRecord,
  gitState,
  hostFacts,
  loadReproduction,
  run,
  runId,
  writeRecord,
  writeRun,
  type LoadedReproduction,
  type RecordComparison,
  type RunResult,
} from '@retable/harness/runs'
import { runReport } from '@retable/report'
import { defaultSeed } from './default-seed.ts'
import { root, storeDirectory } from './environment.ts'
import { CliError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { startRunProgress } from './run-progress.ts'

/** Options of `retable run`. */
export interface RunVerbRequest {
  readonly paper: string
  readonly tier?: 'nano' | 'mini' | 'paper'
  /** The paper's first recorded seed if left out. */
  readonly seed?: readonly number[]
  readonly quick?: boolean
  readonly out?: string
  readonly workers?: number
  readonly check?: boolean
  readonly record?: boolean
  readonly json?: boolean
}

/** Runs a paper, writes its files and prints what came out. */
export async function runRun(request: RunVerbRequest, signal: AbortSignal): Promise<void> {
  const { paper, tier, quick = false, workers, record, json } = request
  const started = new Date()
  if (record && request.check) {
    throw new CliError('cli/record', '--record writes what --check compares with; leave one of them out')
  }
  const loaded = await loadReproduction(root, paper)
  const seeds = record ? recordedSeeds(loaded, request) : (request.seed ?? [defaultSeed(loaded)])
  if (request.check && quick) {
    throw new CliError('cli/check', 'quick runs are not recorded; leave --quick or --check out')
  }
  if (request.out !== undefined) await requireFolder(request.out)
  const shown = json ? { onEvent: print, end: () => undefined } : startRunProgress()
  let result: RunResult
  try {
    result = await run({
      loaded,
      tier,
      seeds,
      quick,
      root,
      storeDirectory: storeDirectory(),
      workers,
      signal,
      onEvent: shown.onEvent,
    })
  } finally {
    shown.end()
  }
  const id = runId(result.manifest)
  const folder = path.resolve(request.out ?? path.join(storeDirectory(), 'runs', id))
  const { drawn, reused } = result
  await writeRun(folder, result, {
    started: started.toISOString(),
    finished: new Date().toISOString(),
    git: await gitState(root),
    node: process.version,
    host: hostFacts(),
    samples: { drawn, reused },
  })
  if (record) await writeRecord(root, result)
  const recorded = await compareRecord(root, result)
  if (json) print({ kind: 'result', run: id, folder, claims: result.claims, diff: result.diff, recorded })
  else
    process.stdout.write(
      `${runReport(result, { id, folder })}${recordText(recorded, request.check === true)}`,
    )
  if (request.check && recorded.kind !== 'same') process.exitCode = exitCodes.deviation
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** The seeds of `--record`, which takes no other choice: a record is of whole runs of all of them. */
function recordedSeeds({ reproduction }: LoadedReproduction, { seed, quick, paper }: RunVerbRequest) {
  if (seed !== undefined || quick) {
    throw new CliError('cli/record', '--record runs the recorded seeds in full; leave --seed and --quick out')
  }
  const seeds = reproduction.runs?.seeds
  if (seeds === undefined) {
    throw new CliError('cli/record', `${paper} names no seeds to record (seeds, in its reproduction.ts)`)
  }
  return seeds.recorded
}

function recordText(recorded: RecordComparison, isAsked: boolean): string {
  if (recorded.kind === 'none') return isAsked ? 'Nothing is recorded for these seeds.\n' : ''
  if (recorded.kind === 'same') return 'These are the recorded results, byte for byte.\n'
  return `The recorded results are others: ${recorded.differences.join('; ')}\n`
}

/** Makes the output folder before the work, so that a place that cannot be written to costs nothing. */
async function requireFolder(out: string): Promise<void> {
  const kind = await stat(out).catch(() => undefined)
  if (kind !== undefined && !kind.isDirectory()) {
    throw new CliError('cli/out', `--out ${out} is a file; name a folder`)
  }
  try {
    await makeFolder(path.resolve(out))
  } catch (cause) {
    const { message } = cause as Error
    throw new CliError('cli/out', `--out ${out} cannot be a folder: ${message}`, {
      kind: 'environment',
      cause,
    })
  }
}
