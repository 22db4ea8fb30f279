import type { Weights } from '../model/architecture.ts'
import { readArrays, writeArrays } from '../model/model-file.ts'
import type { TrainState } from './train.ts'

/** Keeps the state of a training. */
export async function writeCheckpoint(file: string, state: TrainState): Promise<void> {
  const { step, weights, first, second } = state
  await writeArrays(file, [...weights, ...first, ...second], { step })
}

/**
 * The kept state of a training; undefined if there is no whole one for a model of these sizes.
 *
 * @param sizes - number of values in each of the model's arrays
 */
export async function readCheckpoint(
  file: string,
  sizes: readonly number[],
): Promise<TrainState | undefined> {
  const kept = await readArrays(file).catch(() => undefined)
  const n = sizes.length
  if (kept?.arrays.length !== 3 * n || kept.arrays.some((array, i) => array.length !== sizes[i % n])) {
    return undefined
  }
  const part = (i: number): Weights => kept.arrays.slice(i * n, (i + 1) * n)
  return { step: kept.note['step'] as number, weights: part(0), first: part(1), second: part(2) }
}
