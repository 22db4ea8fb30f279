import type { DataSource, Task, Variant } from '@retable/core'

/** What a tier needs of a benchmark. */
export interface TaskSet {
  readonly training: DataSource<Task>
  readonly test: DataSource<Task>
  readonly benchmark: { readonly id: string; readonly version: string }
  /** Finds and compares answers, for the reward and for the evaluation. */
  readonly variant: Variant
  /** Texts that end a response. */
  readonly stop: readonly string[]
}
