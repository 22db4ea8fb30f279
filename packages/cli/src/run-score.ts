import { findAnyBenchmark } from '@retable/harness/benchmarks'

/** Options of `retable score`. */
export interface ScoreRequest {
  readonly benchmark: string
  readonly files: readonly string[]
  readonly variant?: string
  readonly format?: string
  readonly columns?: string
  readonly show?: 'wrong' | 'unparsed'
  readonly limit?: number
  readonly out?: string
  readonly acceptLicence: readonly string[]
  readonly json?: boolean
}

/** Scores files of outputs, or of judgements where the benchmark is made of them, and loads only what that takes. */
export async function runScore(request: ScoreRequest, signal: AbortSignal): Promise<void> {
  const benchmark = await findAnyBenchmark(request.benchmark)
  if ('kind' in benchmark) {
    const { runScoreJudgements } = await import('./run-score-judgements.ts')
    return runScoreJudgements(benchmark, request, signal)
  }
  const { runScoreOutputs } = await import('./run-score-outputs.ts')
  return runScoreOutputs(benchmark, request, signal)
}
