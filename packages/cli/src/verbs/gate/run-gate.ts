import { readSide, type SideSource } from '@retable/harness/compare'
import { defaultPolicy, gateSides, readPolicy } from '@retable/harness/gate'
import { printable } from '@retable/report'
import { assetsFromEnvironment, storeDirectory } from '../../environment.ts'
import { startProgress } from '../../progress.ts'
import { knownNoise } from '../noise/known-noise.ts'
import { columnsOf } from '../score/columns.ts'
import type { GateRequest } from './gate-request.ts'
import { reportGate, withTexts } from './report-gate.ts'
import { candidateOf } from './which-candidate.ts'

/** Gates a candidate, prints the report and sets the exit code. */
export async function runGate(request: GateRequest, signal: AbortSignal): Promise<void> {
  const asked = candidateOf(request)
  if (asked.kind === 'model') {
    const { runSequential } = await import('./run-sequential.ts')
    return runSequential(request, asked.model, signal)
  }
  const policy = request.policy === undefined ? defaultPolicy : await readPolicy(request.policy)
  const progress = startProgress()
  const tools = {
    assets: assetsFromEnvironment(request.acceptLicence, progress),
    storeDirectory: storeDirectory(),
    signal,
  }
  const sources = {
    baseline: sourceOf(request.baseline, request),
    candidate: sourceOf(asked.run, request),
  }
  progress.update(`reading ${printable(request.baseline)}`)
  const baseline = await readSide(sources.baseline, tools)
  progress.update(`reading ${printable(asked.run)}`)
  const candidate = await readSide(sources.candidate, tools)
  progress.update('testing')
  const noise = await knownNoise([baseline, candidate], request.noise)
  const bare = gateSides(baseline, candidate, { policy, anyway: request.anyway === true, noise })
  const report = await withTexts(bare, sources, tools)
  progress.end()
  await reportGate(report, request)
}

function sourceOf(name: string, { benchmark, variant, columns }: GateRequest): SideSource {
  return { name, benchmark, variant, columns: columns === undefined ? undefined : columnsOf(columns) }
}
