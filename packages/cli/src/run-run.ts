import path from 'node:path'
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
  const onEvent = json ? (event: StepEvent) => print(event) : showEvents()
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
      onEvent: (event) => onEvent(event),
    })
  } finally {
    if (!json) showEvents.end?.()
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

/** A live line on a terminal; elsewhere a line for every step of work that starts or ends. */
function showEvents(): (event: StepEvent) => void {
  const progress = startProgress()
  showEvents.end = progress.end
  const isWork = new Map<string, boolean>()
  let done = 0
  return (event) => {
    if (event.kind === 'progress') {
      progress.update(
        `${event.step}: ${grouped(event.done)} of ${grouped(event.of)} ${event.unit} (${done} steps done)`,
      )
      return
    }
    if (event.kind === 'start') isWork.set(event.step, ['generate', 'train', 'score'].includes(event.what))
    else done += 1
    if (!process.stderr.isTTY && isWork.get(event.step)) {
      process.stderr.write(`${event.kind === 'start' ? 'start' : 'done '} ${event.step}\n`)
    }
  }
}
showEvents.end = undefined as (() => void) | undefined
