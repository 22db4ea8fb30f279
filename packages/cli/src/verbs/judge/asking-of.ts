import type { JudgeBenchmark } from '@retable/core'
import type { Asking } from '@retable/harness/judging'
import type { OpenEvaluation } from '../eval/open-evaluation.ts'
import type { JudgingRequest } from './judge-request.ts'

type Drawing = Pick<JudgingRequest, 'seed' | 'maxTokens' | 'samples' | 'temperature' | 'rewardRoute'>

/** Who is asked, and how its answers are kept. */
export function askingOf(
  { id }: Pick<JudgeBenchmark, 'id'>,
  { seed, maxTokens, samples, temperature, rewardRoute }: Drawing,
  { endpoint }: Pick<OpenEvaluation, 'endpoint'>,
): Asking {
  const { client, manifest } = endpoint
  return {
    of: id,
    model: manifest.version,
    client,
    ...{ seed, maxTokens, samples, temperature, rewardRoute, round: 0 },
  }
}
