import type { Asset } from '../benchmark/asset.ts'
import type { Variant } from '../benchmark/benchmark.ts'
import type {
  Completion,
  PreferencePair,
  PromptedText,
  PromptText,
  PublishedWeights,
  Sampling,
  Training,
} from '../engine/engine.ts'
import type { Judge, JudgeQuestion } from '../judge/judge.ts'
import type { RandomStream } from './random.ts'

/** Stands for what a step will give: nothing runs while a recipe lays itself out. */
export interface Handle<T> {
  /** The step's name, unique in its recipe. */
  readonly step: string
  /** Never there; it carries the type of what the step gives. */
  readonly gives?: T
}

/** Stands for a model. */
export type ModelHandle = Handle<'model'>

/** What a handle stands for. */
export type Given<H> = H extends Handle<infer T> ? T : never

/** What a model is asked; whatever else a recipe has to keep beside it rides along. */
export interface Prompt {
  readonly id: string
  readonly prompt: PromptText
}

/** A problem that a model is asked, with its right answer. */
export interface Task extends Prompt {
  readonly prompt: string
  readonly gold: string
  /** The data set's own worked solution. */
  readonly solution: string
}

/** The completions of one prompt, in sampling order. */
export interface Drawn<P extends Prompt> {
  readonly of: P
  readonly completions: readonly Completion[]
}

/** How a step draws: so many samples of each prompt. */
export interface Drawing {
  readonly samples: number
  readonly sampling: Sampling
}

/** A question for a judge; whatever else a recipe has to keep beside it rides along. */
export interface Question extends JudgeQuestion {
  readonly id: string
}

/** One answer of a judge. */
export interface Judgement<V> {
  /** What the judge wrote. */
  readonly text: string
  /** What was read in it, told by the order in which responses were shown; null where nothing could be. */
  readonly verdict: V | null
  /** Whether the responses were shown as the question has them, or the other way round. */
  readonly order: 'given' | 'swapped'
}

/** All answers of a judge to one question; where both orders are asked, those of the given order come first. */
export interface Judged<Q extends Question, V> {
  readonly of: Q
  readonly judgements: readonly Judgement<V>[]
}

/**
 * A training whose number of steps follows from its data: at most `maxSteps`, and at most `passes` over them; its random
 * stream is that of its step.
 */
export type TrainingPlan = Omit<Training, 'steps' | 'seed'> & {
  readonly maxSteps: number
  readonly passes?: number
}

/** A model to start from. */
export type Base =
  /** Trained from nothing, phase by phase; `examples` draws a phase's texts. */
  | {
      readonly kind: 'trained'
      readonly phases: readonly {
        readonly name: string
        readonly plan: TrainingPlan
        readonly size: number
        readonly examples: (random: RandomStream) => readonly PromptedText[]
      }[]
    }
  | PublishedWeights

/** Data, made when they are needed. */
export interface DataSource<T> {
  /** How many there will be at most, for the plan. */
  readonly size: number
  /** Pinned files that they are made of; none if left out. */
  readonly files?: readonly Asset[]
  /** Makes them of a random stream and of the bytes of the files, in their order. */
  readonly make: (random: RandomStream, files: readonly Uint8Array[]) => readonly T[] | Promise<readonly T[]>
}

/** How a model is put to the test. */
export interface Evaluation {
  readonly tasks: Handle<readonly Task[]>
  readonly benchmark: { readonly id: string; readonly version: string }
  readonly variant: Variant
  readonly greedy: Sampling
  /** Majority voting over several samples of the first tasks; left out where it is not asked for. */
  readonly votes?: {
    readonly tasks: number
    readonly samples: number
    readonly sampling: Sampling
  }
}

/** One number for each of several units (items, pairs), to be reported as a mean. */
export interface UnitValues {
  readonly metric: string
  readonly unit: string
  readonly values: readonly { readonly item: string; readonly value: number }[]
}

/** How one of several checkpoints of a training is chosen: the one with the largest value, the first of equals. */
export interface CheckpointChoice {
  /** Evenly spread over the training, its end included. */
  readonly checkpoints: number
  /** Lays out the steps that give a checkpoint's value; `name` is the checkpoint's own. */
  readonly value: (checkpoint: ModelHandle, name: string) => Handle<number>
}

/**
 * What a recipe lays its steps out with. Names are paths such as `rpo/iteration 1`. Each step has a random stream of its
 * own, which follows from the run's seed and the step's name.
 */
export interface Lab {
  /** Data that follow from the setup alone. */
  data<T>(name: string, source: DataSource<T>): Handle<readonly T[]>
  /** A model in a role, such as `policy` or `judge`; the tier says which engine plays it. */
  model(role: string, base: Base): ModelHandle
  generate<P extends Prompt>(
    name: string,
    model: ModelHandle,
    prompts: Handle<readonly P[]>,
    drawing: Drawing,
  ): Handle<readonly Drawn<P>[]>
  /**
   * Asks a judge: its prompts are made of the questions in its own order, drawn, and read.
   *
   * @throws Error if the judge has no prompt in retable's own words
   */
  judge<Q extends Question, V>(
    name: string,
    model: ModelHandle,
    judge: Judge<V>,
    questions: Handle<readonly Q[]>,
    drawing: Drawing,
  ): Handle<readonly Judged<Q, V>[]>
  /**
   * A pure function of what other steps gave; it is run each time, and only a changed result goes on.
   *
   * @param most - the most elements it gives, for the plan; as many as its inputs have completions if left out
   */
  derive<H extends Readonly<Record<string, Handle<unknown>>>, T>(
    name: string,
    inputs: H,
    make: (given: { readonly [K in keyof H]: Given<H[K]> }, random: RandomStream) => T,
    most?: number,
  ): Handle<T>
  train(
    name: string,
    model: ModelHandle,
    examples: Handle<readonly PromptedText[]> | Handle<readonly PreferencePair[]>,
    plan: TrainingPlan,
    choice?: CheckpointChoice,
  ): ModelHandle
  /** How many tokens of the model each text has by itself. */
  countTokens(name: string, model: ModelHandle, texts: Handle<readonly string[]>): Handle<readonly number[]>
  /** log p(completion | prompt) of each text. */
  score(name: string, model: ModelHandle, texts: Handle<readonly PromptedText[]>): Handle<readonly number[]>
  /** Measures accuracy, and majority accuracy where votes are asked for, under the setting's name. */
  evaluate(setting: string, model: ModelHandle, evaluation: Evaluation): void
  /** Records means over units under the setting's name, one for each metric. */
  measure(setting: string, values: Handle<UnitValues> | Handle<readonly UnitValues[]>): void
}

/** Lays out the steps of one paper for one setup. */
export type Recipe<Setup> = (lab: Lab, setup: Setup) => void
