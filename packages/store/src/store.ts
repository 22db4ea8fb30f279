import type { Completion, PromptText } from '@retable/core'
import type { StoredModels } from './models.ts'

/** What is kept of a step that trained or scored. */
export type StepOutput =
  /** The hash of the model that a training gave. */
  | { readonly model: string }
  /** The hashes of the models that were kept on the way, the last one at the end. */
  | { readonly models: readonly string[] }
  | { readonly scores: readonly number[] }

/** A sample with the key that it is kept under. */
export interface KeptSample {
  readonly key: string
  readonly completion: Completion
}

/** Where a sample stands in a step that generates. */
export interface SamplePlace {
  readonly key: string
  /** The prompt's id in its step. */
  readonly id: string
  /** 0-based index among the samples of the prompt. */
  readonly sample: number
  readonly prompt: PromptText
}

/** A sample of a step, as a report shows it. */
export type StepSample = Omit<SamplePlace, 'key'> & { readonly completion: Completion }

/** Everything that runs keep: samples one by one, outputs of steps, models as files, and leases. */
export interface Store {
  readonly samples: (keys: readonly string[]) => ReadonlyMap<string, Completion>
  /** How many tokens the samples have that are there, without reading their texts. */
  readonly tokens: (keys: readonly string[]) => ReadonlyMap<string, number>
  /** Keeps samples; one that is there already stays as it is. */
  readonly keepSamples: (samples: readonly KeptSample[]) => void
  /** Answers of endpoints, as JSON texts: all that a server said of a sample stands beside its text. */
  readonly answers: (keys: readonly string[]) => ReadonlyMap<string, string>
  /** Keeps answers; one that is there already stays as it is, or is replaced where a fresh one is wanted. */
  readonly keepAnswers: (
    answers: readonly { readonly key: string; readonly answer: string }[],
    options?: { readonly replaces: boolean },
  ) => void
  readonly output: (key: string) => StepOutput | undefined
  readonly keepOutput: (key: string, output: StepOutput) => void
  /** Keeps which samples a step is made of, in order; a step that is known stays as it is. */
  readonly keepStep: (step: string, places: Iterable<SamplePlace>) => void
  /** The samples of a step in its order; none where the step is not known. */
  readonly samplesOfStep: (step: string) => Iterable<StepSample>
  /**
   * Does the work unless another process is at it, then waits for that one. Null if its output is there by then. The
   * work is to heed the signal it gets: that of the caller, and a lease that cannot be renewed. Work whose lease another
   * process has taken meanwhile, as after a long halt of this one, is waited for, and done again only if it must be.
   */
  readonly leased: <T>(
    key: string,
    work: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ) => Promise<T | null>
  readonly models: StoredModels
  /** A name for a file under way: a checkpoint, or a model not yet known by its hash. */
  readonly workFile: (key: string, ending: string) => string
  readonly close: () => void
}
