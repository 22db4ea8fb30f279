import path from 'node:path'
import { makeFolder } from '@retable/core'
import {
  gitState,
  hostFacts,
  loadReproduction,
  run,
  runId,
  writeRun,
  type RunResult,
  type StepEvent,
} from '@retable/harness'
import { grouped, runReport } from '@retable/report'
import { root, storeDirectory } from './environment.ts'
import { CliError } from './errors.ts'
import { startProgress } from './progress.ts'

/** Options of `retable run`. */
export interface RunVerbRequest {
  readonly paper: string
  readonly tier?: 'nano' | 'mini' | 'paper'
  readonly seed: number
  readonly quick?: boolean
  readonly out?: string
  readonly workers?: number
  readonly json?: boolean
}

/** Runs a paper, writes its files and prints what came out. */
export async function runRun(request: RunVerbRequest, signal: AbortSignal): Promise<void> {
  const { paper, tier, seed, quick = false, workers, json } = request
  const started = new Date()
  const loaded = await loadReproduction(root, paper)
  if (request.out !== undefined) await requireFolder(request.out)
  const shown = json ? { onEvent: print, end: () => undefined } : showEvents()
  let result: RunResult
  try {
    result = await run({
      loaded,
      tier,
      seed,
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
  if (json) {
    const { claims, diff } = result
    print({ kind: 'result', run: id, folder, claims, diff })
    return
  }
  process.stdout.write(runReport(result, { id, folder }))
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** Makes the output folder before the work, so that a place that cannot be written to costs nothing. */
async function requireFolder(out: string): Promise<void> {
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

/** A live line on a terminal; elsewhere a line for every step of work that starts or ends. */
function showEvents(): { readonly onEvent: (event: StepEvent) => void; readonly end: () => void } {
  const progress = startProgress()
  let done = 0
  const onEvent = (event: StepEvent) => {
    if (event.kind === 'progress') {
      const { step, of, unit } = event
      progress.update(`${step}: ${grouped(event.done)} of ${grouped(of)} ${unit} (${done} steps done)`)
      return
    }
    if (event.kind === 'done') done += 1
    if (!process.stderr.isTTY && ['generate', 'train', 'score'].includes(event.what)) {
      process.stderr.write(`${event.kind === 'start' ? 'start' : 'done '} ${event.step}\n`)
    }
  }
  return { onEvent, end: progress.end }
}
