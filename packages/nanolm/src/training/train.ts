import type { Loss, Training } from '@retable/core'
import {
  flatten,
  kept,
  toParameters,
  toWeights,
  unflatten,
  type Architecture,
  type Weights,
} from '../model/architecture.ts'
import { tensorsOf, type RowTensors, type TokenRow } from './batch.ts'
import { batchAt } from './batch-order.ts'
import { NanolmError } from '../errors.ts'
import { jit, tree, valueAndGrad, type Tensor } from '../model/library.ts'
import { completionLogProbabilities } from '../model/forward.ts'
import { batchOf, type Batch } from '../losses/objective.ts'
import { objectiveOf, type TokenExample } from '../losses/objective-of.ts'
import { clipFactor, updateOf, updateScalars, type OptimizerState } from './optimizer.ts'

/** Shards of every batch, computed apart and added in order: by one worker or by two, the sum has the same bits. */
export const shards = 2

/** Exchanges a step's gradients: takes those of this worker's shards, gives those of all shards in order. */
export type Exchange = (own: readonly Weights[]) => readonly Weights[]

/** What a training carries from step to step; all of it is in a checkpoint. */
export interface TrainState {
  readonly step: number
  readonly weights: Weights
  readonly first: Weights
  readonly second: Weights
}

/** A fresh state over initial weights. */
export function freshState(weights: Weights): TrainState {
  const zeros = () => weights.map((array) => new Float32Array(array.length))
  return { step: 0, weights, first: zeros(), second: zeros() }
}

/** A training under way. */
export interface Trainer {
  /** Runs one step and gives its loss (of this worker's shards). */
  readonly advance: () => number
  readonly state: () => TrainState
}

/**
 * Sets up a training from a state; it goes on exactly as if it had never stopped. Its methods throw a NanolmError
 * `nanolm/diverged` when a loss or a weight is no longer finite.
 *
 * @param own - indices of the shards that this worker computes
 */
export function trainerOf(
  architecture: Architecture,
  training: Training,
  examples: readonly TokenExample[],
  from: TrainState,
  own: readonly number[],
  exchange: Exchange,
): Trainer {
  const objective = objectiveOf(training.loss)
  const gradient = gradientOf(architecture, training.loss)
  const update = updateOf(architecture, training.optimizer)
  const onDevice = (arrays: Weights) => flatten(toParameters(architecture, arrays))
  let step = from.step
  let weights = onDevice(from.weights)
  let state: OptimizerState = { first: onDevice(from.first), second: onDevice(from.second) }
  return {
    advance() {
      const batch = batchAt(examples, training, step)
      const size = batch.length / shards
      let loss = 0
      const gradients = own.map((shard) => {
        const rows = objective.rowsOf(batch.slice(shard * size, (shard + 1) * size), batch)
        const part = batchOf(rows, architecture.context)
        const [value, slopes] = gradient(
          weights.map((weight) => weight.ref),
          part,
        )
        loss += value.dataSync()[0] ?? 0
        return slopes.map((slope) => slope.dataSync() as Float32Array<ArrayBuffer>)
      })
      if (!Number.isFinite(loss)) throw diverged(`the loss of step ${step + 1} is ${loss}`)
      const total = added(exchange(gradients))
      const scalars = updateScalars(
        training.optimizer,
        step,
        training.steps,
        clipFactor(total, training.optimizer.clip),
      )
      const next = update(weights, onDevice(total), state, scalars)
      weights = next.weights
      state = next.state
      step += 1
      return loss
    },
    state() {
      const copies = toWeights(unflatten(weights))
      if (!areFinite(copies)) throw diverged(`a weight is not a finite number after step ${step}`)
      const [first, second] = [toWeights(unflatten(state.first)), toWeights(unflatten(state.second))]
      return { step, weights: copies, first, second }
    },
  }
}

/** Whether all weights are numbers that one can go on with. */
export function areFinite(weights: Weights): boolean {
  return weights.every((array) => array.every((value) => Number.isFinite(value)))
}

function diverged(what: string): NanolmError {
  return new NanolmError('nanolm/diverged', `the training diverged: ${what}; choose a smaller learning rate`)
}

export type Gradient = (weights: Tensor[], batch: Batch) => [Tensor, Tensor[]]

/** The loss and its gradient, compiled. The library's types know no arrays of arrays, hence the casts. */
export function gradientOf(architecture: Architecture, loss: Loss): Gradient {
  const objective = objectiveOf(loss)
  const value = (weights: Tensor[], batch: Batch) => objective.loss(unflatten(weights), batch, architecture)
  const both = valueAndGrad(value as never) as unknown as Gradient
  return compiledOnce(JSON.stringify(['gradient', architecture, loss]), both)
}

/** log p(completion | prompt) of each row under a model. */
export function rowLogProbabilities(
  architecture: Architecture,
  weights: Weights,
  rows: readonly TokenRow[],
  chunk = 64,
): number[] {
  const parameters = toParameters(architecture, weights)
  const score = compiledOnce(
    JSON.stringify(['score', architecture]),
    (weights: Tensor[], batch: RowTensors) =>
      completionLogProbabilities(unflatten(weights), batch, architecture),
  )
  const result: number[] = []
  const filler: TokenRow = { tokens: [], prompt: 0 }
  for (let start = 0; start < rows.length; start += chunk) {
    const part = rows.slice(start, start + chunk)
    // Every chunk has the same shape, so that one program is compiled and bits do not depend on the rest.
    const whole = [...part, ...Array.from({ length: chunk - part.length }, () => filler)]
    const batch = tensorsOf(whole, architecture.context)
    const values = score(flatten(kept(parameters)), batch).dataSync()
    result.push(...Array.from(values.slice(0, part.length)))
  }
  tree.dispose(parameters)
  return result
}

const compiled = new Map<string, unknown>()

/** Compiles a function once for each key; compiling takes about half a second. */
function compiledOnce<F>(key: string, f: F): F {
  const known = compiled.get(key) ?? jit(f as never)
  compiled.set(key, known)
  return known as F
}

function added(gradients: readonly Weights[]): Weights {
  const [first = [], ...rest] = gradients
  return first.map((array, i) => {
    const sum = Float32Array.from(array)
    for (const other of rest) for (let j = 0; j < sum.length; j += 1) sum[j]! += other[i]![j]!
    return sum
  })
}
