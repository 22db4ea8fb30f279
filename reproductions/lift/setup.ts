import type {
  Base,
  DataSource,
  Drawn,
  Handle,
  Lab,
  PreferencePair,
  PromptedText,
  Sampling,
  TrainingPlan,
  UnitValues,
} from '@retable/core'
import type { LimitOptions } from './data/augment.ts'
import type { Source } from './data/source.ts'
import type { Contest, Credit, TestPrompt } from './evaluation/responses.ts'

/** What a tier supplies to the recipe. */
export interface Setup {
  readonly base: Base
  /** SFT that every DPO starts from; left out where DPO starts from the base. */
  readonly sft?: {
    /** Instructions with a response to imitate, without limits. */
    readonly examples: DataSource<PromptedText>
    readonly plan: TrainingPlan
  }
  /** Preferences between two responses to an instruction, without limits. */
  readonly preferences: Source<PreferencePair>
  readonly limits: LimitOptions
  /** Words by which the responses of a pair have to differ (section 4). */
  readonly leastDifference: number
  /** Of every DPO, whatever its pairs. */
  readonly dpo: DpoPlan
  /** Models that are trained and put to the test, in this order. */
  readonly arms: readonly Arm[]
  readonly tests: readonly TestSet[]
  readonly sampling: Sampling
  /** Shares of their length to which limits are scaled down, on the first test set that states limits (figure 3). */
  readonly scales: readonly number[]
  /** Lays out how a response is compared with the baseline's; called once for a recipe. Left out where nothing judges. */
  readonly judge?: (lab: Lab) => PairJudge
  /** What else can be told of a response by itself; measured on every test set. */
  readonly grade?: (item: TestItem, response: string) => readonly GradedValue[]
  /** What else can be told of all responses to a test set. */
  readonly measures?: (answers: readonly Drawn<TestPrompt>[]) => readonly UnitValues[]
}

/** A training by DPO. */
export type DpoPlan = TrainingPlan & { readonly loss: Extract<TrainingPlan['loss'], { kind: 'dpo' }> }

/** The base, and what is made of it: those of tables 3 and 5, and our own. */
export type Arm =
  | 'base'
  | 'sft'
  | 'dpo'
  /** A single pass over the pairs, where `dpo` takes more. */
  | 'dpo for one pass'
  | 'lift-dpo'
  /** R-DPO with this much of its length regulariser. */
  | `r-dpo ${number}`
  | 'sft with limits'
  | 'dpo on pairs with limits'
  | 'sft on winners'

/** Instructions that models are tested on. */
export type TestSet = Source<TestItem> & {
  readonly name: string
  /** Whether the instruction states its limit, and a response over it loses. */
  readonly isLimited: boolean
  /** Where it is not the setup's. */
  readonly sampling?: Sampling
  /** Arms that are tested on it; all of them if left out. */
  readonly arms?: readonly Arm[]
}

/** An instruction with the response that others are compared with. */
export interface TestItem {
  readonly id: string
  readonly instruction: string
  /** Empty where nothing judges. */
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
