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
  /** What becomes of an iteration's pairs before they are learnt; nothing if left out. */
  readonly pairFilter?: PairFilter
  /** DPO with the likelihood term, equation 1; by 1-based iteration. */
  readonly preference: (iteration: number, options: { readonly alpha: boolean }) => TrainingPlan
  readonly sft: TrainingPlan
  /** How the checkpoint of every training is chosen; its end if left out. */
  readonly choice?: CheckpointRule
  readonly evaluation: Pick<Evaluation, 'greedy' | 'votes'>
  /** Iterations after which votes are drawn too; the last alone if left out. */
  readonly votedAfter?: readonly number[]
  /** Which arms are trained beside the method; all if left out. */
  readonly arms?: Arms
  /** Pairs of iteration 1 on which log-probabilities are followed (figures 2 to 4). */
  readonly followedPairs: number
}

/** Which pairs are learnt (footnote 4). */
export interface PairFilter {
  /** Tokens that a model takes at once: a pair with a longer side is dropped. */
  readonly context: number
  /** Of them, tokens that the template itself may take. */
  readonly template: number
  /** Of more pairs than this, so many are drawn. */
  readonly most: number
}

/** How the checkpoint of a training is chosen: the one with the best accuracy under greedy decoding. */
export interface CheckpointRule {
  /** Evenly spread over a training, its end included. */
  readonly checkpoints: number
  readonly on:
    /** So many of the training problems, which are trained on afterwards (section 3.1). */
    | { readonly kind: 'held out'; readonly tasks: number }
    /** Problems of their own (section 3.2). */
    | { readonly kind: 'development'; readonly tasks: DataSource<Task> }
}

/** Arms beside the method. */
export interface Arms {
  /** Rows that table 1 has and table 2 has not: SFT on gold solutions, twice the data, the method from the model after SFT. */
  readonly ofTable1: boolean
  /** Our own: a second iteration of DPO alone. */
  readonly secondDpo: boolean
}
