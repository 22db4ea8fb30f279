import type { Variant } from './benchmark.ts'
import type { Completion, PreferencePair, PromptedText, Sampling, Training } from './engine.ts'

/** Stands for what a step will make: nothing runs while a recipe lays itself out. */
export interface Handle<T> {
  /** The step's name, unique in its recipe. */
  readonly step: string
  /** Never there; it carries the type of what is made. */
  readonly makes?: T
}

/** Stands for a model. */
export type ModelHandle = Handle<'model'>

/** What a handle stands for. */
export type Made<H> = H extends Handle<infer T> ? T : never

/** A problem that a model is asked, with its right answer. */
export interface Task {
  readonly id: string
  readonly prompt: string
  readonly gold: string
  /** The data set's own worked solution. */
  readonly solution: string
}

/** The completions of one task, in sampling order. */
export interface TaskSamples {
  readonly task: Task
  readonly completions: readonly Completion[]
}

/** A training whose number of steps follows from its data: at most `maxSteps`, and at most `passes` over them. */
export type TrainingPlan = Omit<Training, 'steps'> & { readonly maxSteps: number; readonly passes?: number }

/** A model to start from. */
export type Base =
  /** Trained from nothing, phase by phase; `examples` draws a phase's texts. */
  | {
      readonly kind: 'trained'
      readonly phases: readonly {
        readonly name: string
        readonly plan: TrainingPlan
        readonly size: number
        readonly examples: () => readonly PromptedText[]
      }[]
    }
  /** Published weights. */
  | { readonly kind: 'hub'; readonly repository: string; readonly revision: string }

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
  readonly seed: number
}

/** One number for each of several units (items, pairs), to be reported as a mean. */
export interface UnitValues {
  readonly metric: string
  readonly unit: string
  readonly values: readonly { readonly item: string; readonly value: number }[]
}

/** What a recipe lays its steps out with. Names are paths such as `rpo/iteration 1`. */
export interface Lab {
  /** Data that follow from the setup alone; `size` is how many there will be, for the plan. */
  data<T>(name: string, size: number, make: () => readonly T[]): Handle<readonly T[]>
  pretrained(base: Base): ModelHandle
  generate(
    name: string,
    model: ModelHandle,
    tasks: Handle<readonly Task[]>,
    options: { readonly samples: number; readonly sampling: Sampling; readonly seed: number },
  ): Handle<readonly TaskSamples[]>
  /** A pure function of what other steps made; it is run each time, and only a changed result goes on. */
  derive<H extends Readonly<Record<string, Handle<unknown>>>, T>(
    name: string,
    inputs: H,
    make: (made: { readonly [K in keyof H]: Made<H[K]> }) => T,
  ): Handle<T>
  train(
    name: string,
    model: ModelHandle,
    examples: Handle<readonly PromptedText[]> | Handle<readonly PreferencePair[]>,
    plan: TrainingPlan,
  ): ModelHandle
  /** log p(completion | prompt) of each text. */
  score(name: string, model: ModelHandle, texts: Handle<readonly PromptedText[]>): Handle<readonly number[]>
  /** Measures accuracy, and majority accuracy where votes are asked for, under the setting's name. */
  evaluate(setting: string, model: ModelHandle, evaluation: Evaluation): void
  /** Records a mean over units under the setting's name. */
  measure(setting: string, values: Handle<UnitValues>): void
}

/** Lays out the steps of one paper for one setup. */
export type Recipe<Setup> = (lab: Lab, setup: Setup) => void
