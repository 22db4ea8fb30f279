import type { Training } from '@retable/core'
import { expect, test } from 'vitest'
import {
  flatten,
  initialWeights,
  toParameters,
  toWeights,
  unflatten,
  type Weights,
} from '../model/architecture.ts'
import { tokenizerOf } from '../model/tokenizer.ts'
import { batchOf } from '../losses/objective.ts'
import { objectiveOf, type TokenExample } from '../losses/objective-of.ts'
import { tokenRow } from './batch.ts'
import { clipFactor, updateOf, updateScalars } from './optimizer.ts'
import { areFinite, freshState, gradientOf, rowLogProbabilities, trainerOf } from './train.ts'

const tokenizer = tokenizerOf(['a', 'b', 'c', '?'])
const architecture = { vocabulary: tokenizer.size, width: 16, layers: 1, heads: 2, context: 12 }
const start = initialWeights(architecture, 3).map((array, i) =>
  array.map((v, j) => v + 0.1 * Math.sin(i + j)),
)
const texts = ['bcb', 'ca', 'b', 'aab', 'c?c', 'bbbb'].map((completion, i) => ({ prompt: 'abc'.slice(0, (i % 3) + 1), completion })) // prettier-ignore
const examples: TokenExample[] = texts.map((text) => ({ row: tokenRow(tokenizer, text) }))
const training: Training = {
  loss: { kind: 'sft', mean: 'responses' },
  optimizer: {
    ...{ kind: 'adamw', learningRate: 0.01, betas: [0.9, 0.95], epsilon: 1e-8, weightDecay: 0.1, clip: 0.2 },
    ...{ warmup: 3, decayFrom: 0.5, finalShare: 0.1 },
  } as const,
  batchSize: 4,
  steps: 5,
  order: 'given',
  seed: 1,
}
const all = [0, 1]
const alone = (gradients: readonly Weights[]) => gradients
const close = (found: Weights, expected: Weights) =>
  found.forEach((array, i) => array.forEach((value, j) => expect(value).toBeCloseTo(expected[i]![j]!, 5)))

test('a step is the update by the clipped gradient of the whole batch, and gives its loss', () => {
  const trainer = trainerOf(architecture, training, examples, freshState(start), all, alone)
  const objective = objectiveOf(training.loss)
  const batch = examples.slice(0, 4)
  const onDevice = (arrays: Weights) => flatten(toParameters(architecture, arrays))
  const [loss, slopes] = gradientOf(architecture, training.loss)(
    onDevice(start),
    batchOf(objective.rowsOf(batch, batch), architecture.context),
  )
  const gradient = slopes.map((slope) => slope.dataSync() as Float32Array<ArrayBuffer>)
  const factor = clipFactor(gradient, 0.2)
  expect(factor).toBeLessThan(0.9)
  const zeros = () => onDevice(freshState(start).first)
  const expected = updateOf(architecture, training.optimizer)(
    onDevice(start),
    onDevice(gradient),
    { first: zeros(), second: zeros() },
    updateScalars(training.optimizer, 0, 5, factor),
  )
  expect(trainer.advance()).toBeCloseTo(loss.dataSync()[0]!, 5)
  close(trainer.state().weights, toWeights(unflatten(expected.weights)))
  close(trainer.state().first, toWeights(unflatten(expected.state.first)))
  close(trainer.state().second, toWeights(unflatten(expected.state.second)))
  expect(trainer.state().step).toBe(1)
})

test('a training goes on from any state to the same bytes', () => {
  const whole = trainerOf(architecture, training, examples, freshState(start), all, alone)
  const losses = [1, 2, 3, 4, 5].map(() => whole.advance())
  const first = trainerOf(architecture, training, examples, freshState(start), all, alone)
  expect([first.advance(), first.advance()]).toEqual(losses.slice(0, 2))
  const second = trainerOf(architecture, training, examples, first.state(), all, alone)
  expect([1, 2, 3].map(() => second.advance())).toEqual(losses.slice(2))
  expect(second.state()).toEqual(whole.state())
  expect(losses[4]!).not.toBe(losses[0]!)
})

test('what is exchanged is added in order, and a worker’s loss is that of its own shards', () => {
  const given: (readonly Weights[])[] = []
  const half = trainerOf(architecture, training, examples, freshState(start), [1], (own) => {
    given.push(own)
    return [own[0]!, own[0]!, own[0]!]
  })
  const loss = half.advance()
  const objective = objectiveOf(training.loss)
  const batch = examples.slice(0, 4)
  const rows = objective.rowsOf(batch.slice(2), batch)
  const value = objective.loss(
    toParameters(architecture, start),
    batchOf(rows, architecture.context),
    architecture,
  )
  expect(loss).toBeCloseTo(value.dataSync()[0]!, 5)
  expect(given[0]).toHaveLength(1)
  // Three times the same gradient, clipped: the first moment is a tenth of it, at the norm .2.
  const norm = Math.hypot(...half.state().first.flatMap((array) => [...array]))
  expect(norm).toBeCloseTo(0.1 * 0.2, 6)
})

test('fresh moments are zeros of each weight’s size', () => {
  const { step, weights, first, second } = freshState(start)
  expect(step).toBe(0)
  expect(weights).toBe(start)
  for (const moments of [first, second]) {
    expect(moments.map((array) => array.length)).toEqual(start.map((array) => array.length))
    expect(moments.every((array) => array.every((value) => value === 0))).toBe(true)
  }
  expect(first[0]).not.toBe(second[0])
})

test('weights are finite only where all are', () => {
  expect(areFinite([new Float32Array([1, 2]), new Float32Array([0])])).toBe(true)
  expect(areFinite([new Float32Array([1, NaN]), new Float32Array([0])])).toBe(false)
  expect(areFinite([new Float32Array([1]), new Float32Array([-Infinity])])).toBe(false)
})

test('a loss or a weight that is no number ends the training, with its step', () => {
  const at = (learningRate: number) => {
    const optimizer = { ...training.optimizer, learningRate, warmup: 0 }
    return trainerOf(architecture, { ...training, optimizer }, examples, freshState(start), all, alone)
  }
  const far = at(1e40)
  far.advance()
  expect(() => far.state()).toThrow('a weight is not a finite number after step 1')
  expect(() => far.advance()).toThrow('the loss of step 2 is NaN')
})

test('rows are scored alike in parts of any size, under the weights given', () => {
  const rows = texts.map((text) => tokenRow(tokenizer, text))
  const whole = rowLogProbabilities(architecture, start, rows)
  expect(whole).toHaveLength(6)
  for (const chunk of [1, 4, 6]) {
    rowLogProbabilities(architecture, start, rows, chunk).forEach((value, i) => expect(value).toBeCloseTo(whole[i]!, 4)) // prettier-ignore
  }
  // Zeros in the embedding: every token has one eighth.
  const uniform = start.map((array, i) => (i === 0 ? array.map(() => 0) : array))
  rowLogProbabilities(architecture, uniform, rows).forEach((value, i) => {
    expect(value).toBeCloseTo(-(texts[i]!.completion.length + 1) * Math.log(8), 4)
  })
})

test('what is compiled for one architecture or loss is not used for another of the same shapes', () => {
  const rows = texts.map((text) => tokenRow(tokenizer, text))
  const other = { ...architecture, heads: 4 }
  const [two, four] = [architecture, other].map((one) => rowLogProbabilities(one, start, rows))
  expect(two![0]).not.toBeCloseTo(four![0]!, 4)
  const onDevice = (arrays: Weights) => flatten(toParameters(architecture, arrays))
  const valueOf = (of: typeof architecture, beta: number) => {
    const pair = { chosen: rows[0]!, rejected: rows[1]!, weight: 1, reference: [-3, -9] } as const
    const loss = { kind: 'dpo', beta, alpha: 0 } as const
    const batch = batchOf(objectiveOf(loss).rowsOf([pair], [pair]), architecture.context)
    return gradientOf(of, loss)(onDevice(start), batch)[0].dataSync()[0]!
  }
  const values = [valueOf(architecture, 0.1), valueOf(architecture, 0.9), valueOf(other, 0.9)]
  expect(new Set(values.map((value) => value.toFixed(4))).size).toBe(3)
})
