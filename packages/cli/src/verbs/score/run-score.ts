import { findAnyBenchmark } from '@retable/harness/benchmarks'
import type { TableForm } from '@retable/report'

/** Options of `retable score`. */
export interface ScoreRequest {
  readonly benchmark: string
  readonly files: readonly string[]
  /** Several are all used; `all` is every variant. */
  readonly variant?: readonly string[]
  readonly format?: string
  readonly columns?: string
  readonly show?: 'wrong' | 'unparsed'
  readonly showFirst?: number
  readonly out?: string
  /** Kept in the record that `out` takes. */
  readonly family?: string
  readonly version?: string
  /** Percent of a file's rows that may be lost. */
  readonly maxBroken?: number
  readonly strict?: boolean
  readonly acceptLicence: readonly string[]
  readonly json?: boolean
  readonly to?: TableForm
}

/** Scores files of outputs, or of judgements where the benchmark is made of them, and loads only what that takes. */
export async function runScore(request: ScoreRequest, signal: AbortSignal): Promise<void> {
  const benchmark = await findAnyBenchmark(request.benchmark)
  if ('kind' in benchmark) {
    const { runScoreJudgements } = await import('./judgements.ts')
    return runScoreJudgements(benchmark, request, signal)
  }
  const { runScoreOutputs } = await import('./outputs.ts')
  return runScoreOutputs(benchmark, request, signal)
}
