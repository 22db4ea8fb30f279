import type { Side } from '@retable/core'
import { defaultPolicy, gateSides, readPolicy } from '@retable/harness/gate'
import { knownNoise } from '../../versions/known-noise.ts'
import { readSides } from '../../versions/read-sides.ts'
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
  const names = [request.baseline, asked.run]
  const { sources, sides, tools, progress } = await readSides(names, request, signal)
  const [baseline, candidate] = sides as [Side, Side]
  progress.update('testing')
  const noise = await knownNoise([baseline, candidate], request.noise)
  const bare = gateSides(baseline, candidate, { policy, anyway: request.anyway === true, noise })
  const report = await withTexts(bare, { baseline: sources[0]!, candidate: sources[1]! }, tools)
  progress.end()
  await reportGate(report, request)
}
