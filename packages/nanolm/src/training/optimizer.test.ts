import type { Optimizer } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { flatten, shapesOf, toParameters, toWeights, unflatten, type Weights } from '../model/architecture.ts'
import { clipFactor, updateOf, updateScalars } from './optimizer.ts'

const architecture = { vocabulary: 4, width: 2, layers: 1, heads: 1, context: 4 }
const shapes = flatten(shapesOf(architecture))
/** Places of the weights in the list: the embedding, then the layer's in their order. */
const [embedding, attentionNorm, query, up, down] = [0, 1, 2, 7, 8]

const adamw: Optimizer = {
  kind: 'adamw',
  learningRate: 0.1,
  betas: [0.8, 0.9],
  epsilon: 0.01,
  weightDecay: 0.5,
  clip: 1,
  warmup: 0,
  decayFrom: 1,
  finalShare: 1,
}
const muon: Optimizer = { ...adamw, kind: 'muon', matrixLearningRate: 0.2, momentum: 0.5 }

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1)
const filled = (value: number): Weights => shapes.map((shape) => new Float32Array(sizeOf(shape)).fill(value))
/** Zeros, with two values on the diagonal of every matrix. */
const diagonal = (first: number, second: number): Weights =>
  shapes.map((shape) => {
    const array = new Float32Array(sizeOf(shape))
    if (shape.length === 2) [array[0], array[shape[1]! + 1]] = [first, second]
    return array
  })

/** Steps from the same weights with these gradients. */
function run(optimizer: Optimizer, start: Weights, gradients: readonly Weights[], scale = 1) {
  const onDevice = (arrays: Weights) => flatten(toParameters(architecture, arrays))
  const back = (tensors: Parameters<typeof unflatten<ReturnType<typeof onDevice>[number]>>[0]) =>
    toWeights(unflatten(tensors))
  const update = updateOf(architecture, optimizer)
  let weights = onDevice(start)
  let state = { first: onDevice(filled(0)), second: onDevice(filled(0)) }
  gradients.forEach((gradient, step) => {
    const scalars = updateScalars(optimizer, step, gradients.length, scale)
    const next = update(weights, onDevice(gradient), state, scalars)
    weights = next.weights
    state = next.state
  })
  return { weights: back(weights), first: back(state.first), second: back(state.second) }
}

describe('AdamW', () => {
  // Gradients 1 and −.5, worked by hand from arXiv 1711.05101v3, algorithm 2, at a constant rate:
  // step 1: m = .2, v = .1; both corrected 1; 1 − .1 (1 / 1.01 + .5 · 1) = .850990.
  // step 2: m = .06, v = .115; corrected .166667 and .605263; .850990 − .1 (.166667 / .787987 + .425495) = .787290.
  test('two steps by hand', () => {
    const one = run(adamw, filled(1), [filled(1)])
    const two = run(adamw, filled(1), [filled(1), filled(-0.5)])
    for (const array of one.weights) for (const value of array) expect(value).toBeCloseTo(0.85099, 6)
    for (const array of two.weights) for (const value of array) expect(value).toBeCloseTo(0.78729, 6)
    for (const array of two.first) for (const value of array) expect(value).toBeCloseTo(0.06, 6)
    for (const array of two.second) for (const value of array) expect(value).toBeCloseTo(0.115, 6)
  })

  test('gradients are scaled first', () => {
    const scaled = run(adamw, filled(1), [filled(2), filled(-1)], 0.5)
    expect(scaled.weights[query]![0]).toBeCloseTo(0.78729, 6)
    expect(scaled.second[query]![0]).toBeCloseTo(0.115, 6)
  })

  test('each weight moves by its own gradient', () => {
    const { weights } = run(adamw, filled(0), [
      filled(0).map((array) => array.map((_, i) => (i % 2 ? 3 : 0))),
    ])
    expect([...weights[query]!].map((value) => value.toFixed(4))).toEqual(
      ['0.0000', '-0.0997', '0.0000', '-0.0997'], // −.1 · 3 / 3.01
    )
  })
})

describe('Muon', () => {
  /** Five steps of the polynomial that its author gives, on one singular value. */
  const iterated = (x: number) => {
    let value = x
    for (let i = 0; i < 5; i += 1) value = 3.4445 * value - 4.775 * value ** 3 + 2.0315 * value ** 5
    return value
  }
  const onDiagonal = (array: Float32Array, columns: number) => [array[0]!, array[columns + 1]!]

  test('a matrix moves along singular values brought near 1, and does not decay', () => {
    // 3 and 4 over their norm 5.
    const [first, second] = [iterated(0.6), iterated(0.8)]
    expect([first, second].map((value) => value.toFixed(4))).toEqual(['0.7229', '1.1192'])
    const { weights } = run(muon, filled(0), [diagonal(3, 4)])
    // Rate .2; wider than tall by 4: twice as far.
    const moved = (place: number, columns: number) => onDiagonal(weights[place]!, columns)
    for (const [place, columns, far] of [
      [query, 2, 1],
      [up, 8, 2],
      [down, 2, 1],
    ] as const) {
      const [x, y] = moved(place, columns)
      expect(x).toBeCloseTo(-0.2 * far * first, 4)
      expect(y).toBeCloseTo(-0.2 * far * second, 4)
      expect(weights[place]!.filter((value) => Math.abs(value) > 1e-6)).toHaveLength(2)
    }
    const kept = run(muon, filled(1), [filled(0)])
    expect([...kept.weights[query]!, ...kept.weights[up]!].every((value) => value === 1)).toBe(true)
  })

  test('the second step looks ahead along what the first has left', () => {
    // m = .5 (3, 4) + (1, −1) = (2.5, 1); the step is along (1, −1) + .5 m = (2.25, −.5), of norm 2.304886.
    const gradients = [diagonal(3, 4), diagonal(1, -1)]
    const { weights, first, second } = run(muon, filled(0), gradients)
    const start = run(muon, filled(0), gradients.slice(0, 1)).weights
    const [x, y] = onDiagonal(weights[query]!, 2)
    const [x0, y0] = onDiagonal(start[query]!, 2)
    expect(x! - x0!).toBeCloseTo(-0.2 * iterated(2.25 / 2.304886), 4)
    expect(y! - y0!).toBeCloseTo(0.2 * iterated(0.5 / 2.304886), 4)
    expect(onDiagonal(first[query]!, 2)).toEqual([2.5, 1])
    expect(second[query]!.every((value) => value === 0)).toBe(true)
  })

  test('the embedding and the norms follow AdamW, by its own rate', () => {
    const gradients = [filled(1), filled(-0.5)]
    const { weights } = run(muon, filled(1), gradients)
    expect(weights[embedding]![0]).toBeCloseTo(0.78729, 6)
    expect(weights[attentionNorm]![0]).toBeCloseTo(0.78729, 6)
    expect(weights.at(-1)![0]).toBeCloseTo(0.78729, 6)
    expect(weights[query]![0]).not.toBeCloseTo(0.78729, 2)
  })
})

test('the rate rises over the warm-up and falls to its share, worked by hand', () => {
  const optimizer: Optimizer = { ...muon, warmup: 4, decayFrom: 0.5, finalShare: 0.2 }
  const at = (step: number) => [...(updateScalars(optimizer, step, 10, 0.25).dataSync() as Float32Array)]
  const factors = [0.25, 0.5, 0.75, 1, 1, 1, 0.84, 0.68, 0.52, 0.36]
  factors.forEach((factor, step) => {
    const [rate, matrixRate, correct1, correct2, scale] = at(step)
    expect(rate).toBeCloseTo(0.1 * factor, 6)
    expect(matrixRate).toBeCloseTo(0.2 * factor, 6)
    // 1 / (1 − .8ᵗ) and 1 / (1 − .9ᵗ), t from 1.
    expect(1 / correct1!).toBeCloseTo(1 - 0.8 ** (step + 1), 6)
    expect(1 / correct2!).toBeCloseTo(1 - 0.9 ** (step + 1), 6)
    expect(scale).toBe(0.25)
  })
  // Without a warm-up the first step has the whole rate; without matrices there is none of theirs.
  expect([...(updateScalars(adamw, 0, 10, 1).dataSync() as Float32Array)].slice(0, 2)).toEqual([
    expect.closeTo(0.1, 6),
    0,
  ])
})

test('gradients whose norm is above the limit are brought to it, others left', () => {
  // 3, 4 and 12 have the norm 13.
  const gradients = [new Float32Array([3, 4]), new Float32Array([-12])]
  expect(clipFactor(gradients, 6.5)).toBeCloseTo(0.5, 9)
  expect(clipFactor(gradients, 26)).toBe(1)
  expect(clipFactor([new Float32Array(2)], 1)).toBe(1)
})
