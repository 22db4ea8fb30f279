import type {
  Asset,
  DataSource,
  Evaluation,
  PublishedWeights,
  RandomStream,
  Sampling,
  TrainingPlan,
} from '@retable/core'

/** What names a step's random streams: the run's seed with the step's name. */
export interface StreamOf {
  readonly seed: number
  readonly step: string
}

/** A training plan with the seed of its step's random stream. */
export type SeededPlan = TrainingPlan & { readonly seed: number }

/** One unit of work as a recipe laid it out. Inputs are names of earlier steps; roles are those of models. */
export type Step =
  | {
      readonly kind: 'data'
      readonly name: string
      readonly size: number
      readonly seed: number
      readonly make: (...given: Parameters<DataSource<unknown>['make']>) => unknown
      readonly files: readonly Asset[]
    }
  | {
      readonly kind: 'derive'
      readonly name: string
      readonly inputs: Readonly<Record<string, string>>
      readonly seed: number
      readonly make: (given: never, random: RandomStream) => unknown
    }
  | {
      readonly kind: 'generate'
      readonly name: string
      readonly role: string
      readonly model: string
      readonly prompts: string
      /** Only the first so many prompts. */
      readonly first?: number
      /** Prompts that there will be at most, for the plan. */
      readonly most: number
      readonly samples: number
      readonly sampling: Sampling
      readonly stream: StreamOf
    }
  | {
      readonly kind: 'train'
      readonly name: string
      readonly role: string
      readonly model: string | null
      readonly examples: string
      /** Examples that there will be at most, for the plan. */
      readonly most: number
      readonly plan: SeededPlan
      /** Models that it gives, evenly spread over its steps; the last is the trained one. */
      readonly checkpoints: number
    }
  | { readonly kind: 'checkpoint'; readonly name: string; readonly training: string; readonly index: number }
  /** The checkpoint with the largest value; the first of equals. */
  | {
      readonly kind: 'choose'
      readonly name: string
      readonly among: readonly { readonly checkpoint: string; readonly value: string }[]
    }
  | {
      readonly kind: 'load'
      readonly name: string
      readonly role: string
      readonly weights: PublishedWeights
    }
  | {
      /** One number for each text: its log-probability after its prompt, or its tokens. */
      readonly kind: 'score' | 'count tokens'
      readonly name: string
      readonly role: string
      readonly model: string
      readonly texts: string
    }
  | {
      readonly kind: 'evaluate'
      readonly name: string
      readonly setting: string
      readonly greedy: string
      readonly votes: string | null
      readonly evaluation: Evaluation
    }
  | { readonly kind: 'measure'; readonly name: string; readonly setting: string; readonly values: string }

/** Names of the steps that a step needs. */
export function inputsOf(step: Step): string[] {
  switch (step.kind) {
    case 'data':
    case 'load':
      return []
    case 'derive':
      return Object.values(step.inputs)
    case 'generate':
      return [step.model, step.prompts]
    case 'train':
      return step.model === null ? [step.examples] : [step.model, step.examples]
    case 'checkpoint':
      return [step.training]
    case 'choose':
      return step.among.flatMap(({ checkpoint, value }) => [checkpoint, value])
    case 'score':
    case 'count tokens':
      return [step.model, step.texts]
    case 'evaluate':
      return step.votes === null ? [step.greedy] : [step.greedy, step.votes]
    case 'measure':
      return [step.values]
  }
}
