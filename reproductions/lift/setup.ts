import type {
  Base,
  DataSource,
  Handle,
  Lab,
  PreferencePair,
  PromptedText,
  Sampling,
  TrainingPlan,
} from '@retable/core'
import type { LimitOptions } from './augment.ts'
import type { Contest, Credit } from './evaluation/responses.ts'

/** What a tier supplies to the recipe. */
export interface Setup {
  readonly base: Base
  /** Instructions with a response to imitate, without limits. */
  readonly examples: DataSource<PromptedText>
  /** Preferences between two responses to an instruction, without limits. */
  readonly preferences: DataSource<PreferencePair>
  readonly limits: LimitOptions
  /** Words by which the responses of a pair have to differ (section 4). */
  readonly leastDifference: number
  readonly sft: TrainingPlan
  readonly dpo: TrainingPlan
  readonly tests: readonly TestSet[]
  readonly sampling: Sampling
  /** Shares of their length to which limits are scaled down, on the first test set that states limits (figure 3). */
  readonly scales: readonly number[]
  /** Lays out how a response is compared with the baseline's; called once for a recipe. */
  readonly judge: (lab: Lab) => PairJudge
  /** What else can be told of a response by itself; measured on every test set. */
  readonly grade?: (item: TestItem, response: string) => readonly GradedValue[]
}

/** Instructions that models are tested on. */
export interface TestSet extends DataSource<TestItem> {
  readonly name: string
  /** Whether the instruction states its limit, and a response over it loses. */
  readonly isLimited: boolean
}

/** An instruction with the response that others are compared with. */
export interface TestItem {
  readonly id: string
  readonly instruction: string
  readonly baseline: string
  /** In words. */
  readonly limit: number
}

/** Compares responses with the baseline's. The judge never sees a limit. */
export type PairJudge = (
  name: string,
  contests: Handle<readonly Contest[]>,
  most: number,
) => Handle<readonly Credit[]>

/** One number of one response. */
export interface GradedValue {
  readonly metric: string
  readonly unit: string
  readonly value: number
}
