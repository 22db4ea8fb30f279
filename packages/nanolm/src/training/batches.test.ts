import type { Training } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { tokenizerOf } from '../model/tokenizer.ts'
import { predicted, tensorsOf, tokenRow } from './batch.ts'
import { batchAt } from './batch-order.ts'

const tokenizer = tokenizerOf(['a', 'b', 'c'])
const [end, a, b, c] = [1, 2, 3, 4]

test('a row is the prompt, the completion and the end; a text without a prompt gives its first token away', () => {
  expect(tokenRow(tokenizer, { prompt: 'ab', completion: 'c' })).toEqual({
    tokens: [a, b, c, end],
    prompt: 2,
  })
  expect(predicted({ tokens: [a, b, c, end], prompt: 2 })).toBe(2)
  expect(predicted({ tokens: [a, b, c, end], prompt: 1 })).toBe(3)
  expect(predicted({ tokens: [a, b, c, end], prompt: 0 })).toBe(3)
})

test('each place has its token, the next one, and whether that is of the completion', () => {
  const rows = [
    { tokens: [a, b, c, end], prompt: 2 },
    { tokens: [c, end], prompt: 0 },
  ]
  const { tokens, targets, mask } = tensorsOf(rows, 5)
  const byRow = (values: ArrayLike<number>) => [Array.from(values).slice(0, 5), Array.from(values).slice(5)]
  // The last token is only predicted.
  expect(byRow(tokens.dataSync())).toEqual([[a, b, c, 0, 0], [c, 0, 0, 0, 0]]) // prettier-ignore
  expect(byRow(targets.dataSync())).toEqual([[b, c, end, 0, 0], [end, 0, 0, 0, 0]]) // prettier-ignore
  expect(byRow(mask.dataSync())).toEqual([[0, 1, 1, 0, 0], [1, 0, 0, 0, 0]]) // prettier-ignore
})

describe('the examples of a step', () => {
  const examples = ['p', 'q', 'r', 's', 't', 'u', 'v']
  const at = (order: Training['order'], step: number, seed = 1, batchSize = 3) =>
    batchAt(examples, { order, seed, batchSize } as Training, step)
  const rounds = (seed: number, from = examples) => {
    const all = Array.from({ length: from.length }, (_, step) =>
      batchAt(from, { order: 'shuffled', seed, batchSize: 3 } as Training, step),
    ).flat()
    return [0, 1, 2].map((round) => all.slice(round * from.length, (round + 1) * from.length).join(''))
  }

  test('as they stand, round again', () => {
    expect(at('given', 0)).toEqual(['p', 'q', 'r'])
    expect(at('given', 2)).toEqual(['v', 'p', 'q'])
    expect(at('given', 0, 1, 9)).toEqual(['p', 'q', 'r', 's', 't', 'u', 'v', 'p', 'q'])
  })

  test('shuffled: each round takes every example once, in an order of its own', () => {
    for (const seed of [1, 2, 3]) {
      const orders = rounds(seed)
      expect(orders.map((order) => [...order].toSorted().join(''))).toEqual(Array(3).fill('pqrstuv'))
      expect(new Set(orders).size).toBe(3)
    }
  })

  test('shuffled: another seed gives other orders, the same the same, however many were asked for between', () => {
    const all = Array.from({ length: 30 }, (_, seed) => rounds(seed).join(' '))
    expect(new Set(all).size).toBe(30)
    expect(Array.from({ length: 30 }, (_, seed) => rounds(seed).join(' '))).toEqual(all)
    // The second round of one seed is not the first of the next.
    const orders = Array.from({ length: 30 }, (_, seed) => rounds(seed)).flat()
    expect(new Set(orders).size).toBeGreaterThan(85)
    expect(rounds(1, examples.slice(0, 4)).map((order) => order.length)).toEqual([4, 4, 4])
  })
})
