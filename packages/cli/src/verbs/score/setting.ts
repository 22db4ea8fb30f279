import type { Benchmark } from '@retable/core'
import type { Assets } from '@retable/harness/benchmarks'
import type { Format, ScoreOptions } from '@retable/harness/outputs'
import type { Progress } from '../../progress.ts'
import type { ScoreRequest } from './run-score.ts'

/** What is the same for every file of a command. */
export interface ScoreSetting {
  readonly request: ScoreRequest
  readonly benchmark: Benchmark
  readonly format: Format | undefined
  readonly columns: ScoreOptions['columns']
  readonly variants: readonly string[] | 'all' | undefined
  readonly assets: Assets
  readonly progress: Progress
  readonly signal: AbortSignal
}
