import type { Base, DataSource, Evaluation, Sampling, Task, TrainingPlan, Variant } from '@retable/core'

/** What a tier supplies to the recipe. */
export interface Setup {
  readonly base: Base
  readonly trainingTasks: DataSource<Task>
  readonly testTasks: DataSource<Task>
  /** Finds and compares answers, both for the reward and for the evaluation. */
  readonly variant: Variant
  readonly benchmark: { readonly id: string; readonly version: string }
  readonly iterations: number
  /** Responses per training task. */
  readonly samples: number
  /** By 1-based iteration. */
  readonly sampling: (iteration: number) => Sampling
  readonly pairsPerTask: number
  readonly goldAmongWinners: boolean
  /** DPO with the likelihood term, equation 1; by 1-based iteration. */
  readonly preference: (iteration: number, options: { readonly alpha: boolean }) => TrainingPlan
  readonly sft: TrainingPlan
  readonly evaluation: Pick<Evaluation, 'greedy' | 'votes'>
  /** Pairs of iteration 1 on which log-probabilities are followed (figures 2 to 4). */
  readonly followedPairs: number
}
