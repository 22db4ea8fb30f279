import type { Loss, PreferencePair, PromptedText, Training } from '@retable/core'
import type { Architecture, Parameters } from '../model/architecture.ts'
import { tensorsOf, type RowTensors, type TokenRow } from '../training/batch.ts'
import { np, type Tensor } from '../model/library.ts'

/** A batch on the device; every tensor is consumed by the loss. */
export interface Batch extends RowTensors {
  /** Weight of each row's (or pair's) log-likelihood and preference terms: see the losses. */
  readonly likelihoodWeight: Tensor
  readonly preferenceWeight: Tensor
  /** Log-probability of each row's completion under the reference model [rows]. */
  readonly reference: Tensor
}

/** What a batch is made of, before it goes to the device. */
export interface BatchRows {
  readonly rows: readonly TokenRow[]
  readonly likelihoodWeight: readonly number[]
  readonly preferenceWeight: readonly number[]
  readonly reference: readonly number[]
}

/** What spelling examples may need of the engine. */
export interface Speller {
  /** Spells a text; `name` is for the sentence that refuses one that is too long. */
  readonly row: (text: PromptedText, name: string) => TokenRow
  /** log p(completion | prompt) under the model that the training starts from. */
  readonly score: (texts: readonly PromptedText[]) => Promise<readonly number[]>
}

/** How one kind of training reads its examples, weighs them and is minimised. `Example` is an example, spelled. */
export interface Objective<Example> {
  readonly spell: (
    examples: readonly PromptedText[] | readonly PreferencePair[],
    training: Training,
    speller: Speller,
  ) => Promise<Example[]>
  /** Rows and weights of a shard; the loss is a mean over the `whole` batch. */
  readonly rowsOf: (shard: readonly Example[], whole: readonly Example[]) => BatchRows
  readonly loss: (parameters: Parameters, batch: Batch, architecture: Architecture) => Tensor
}

/** A loss of one kind. */
export type LossOf<Kind extends Loss['kind']> = Extract<Loss, { kind: Kind }>

/** Rows of a batch with their weights, on the device. */
export function batchOf(
  { rows, likelihoodWeight, preferenceWeight, reference }: BatchRows,
  length: number,
): Batch {
  return {
    ...tensorsOf(rows, length),
    likelihoodWeight: np.array(new Float32Array(likelihoodWeight)),
    preferenceWeight: np.array(new Float32Array(preferenceWeight)),
    reference: np.array(new Float32Array(reference)),
  }
}
