import type { Asked } from '@retable/client'
import { expect, test } from 'vitest'
import { startPromptLengths } from './cut-prompts.ts'

/** What is found of prompts of so many bytes, whose tokens a server counts so; each asked for several times. */
function found(bytes: readonly number[], tokensOf: (bytes: number, item: number) => number, samples = 1) {
  const lengths = startPromptLengths()
  for (const [item, each] of bytes.entries()) {
    const usage = { promptTokens: tokensOf(each, item), completionTokens: 1, isEstimated: false, choices: 1 }
    for (let sample = 0; sample < samples; sample += 1) {
      lengths.add(`test/${item}`, 'x'.repeat(each), { outcome: 'answered', usage } as Asked)
    }
  }
  return lengths.result()
}

/** A prompt's tokens, four bytes each, read up to a window. */
const upTo = (window: number) => (bytes: number) => Math.min(window, Math.ceil(bytes / 4))
const evenly = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, i) => Math.round(from + ((to - from) * i) / (count - 1)))

test('prompts that are cut at a window are found from 1.25 windows on, whether their lengths differ or not', () => {
  const whole = evenly(30, 400, 4000)
  for (const longer of [[5000, 5000, 5000], evenly(20, 5000, 12_000), [5000, 5100, 9000]]) {
    expect(found([...whole, ...longer], upTo(1000))).toEqual({
      ...{ counted: 30 + longer.length, cut: longer.length, window: 1000 },
    })
  }
  expect(found([...whole, ...evenly(20, 4000, 4400)], upTo(1000)).cut).toBe(0)
})

test('a server that cuts at a word’s end, and adds its template to each prompt, is found out too', () => {
  const ragged = (bytes: number, item: number) => 60 + Math.min(1000 - (item % 7), bytes / 4)
  const { cut, window } = found([...evenly(30, 400, 3900), ...evenly(10, 6000, 9000)], ragged)
  expect([cut, window]).toEqual([10, 1060])
})

test('where every prompt is longer than the window, those that are far longer than the others are found', () => {
  expect(found(evenly(40, 5000, 20_000), upTo(1000)).cut).toBeGreaterThan(15)
})

test('tokens that a server adds to every prompt are no cut, however many they are', () => {
  for (const overhead of [20, 100, 1000, 20_000]) {
    for (const lengths of [
      evenly(60, 40, 400),
      evenly(60, 40, 20_000),
      [...evenly(50, 90, 110), 900, 900, 900],
    ]) {
      expect(found(lengths, (bytes) => overhead + Math.ceil(bytes / 4))).toMatchObject({
        cut: 0,
        window: null,
      })
    }
  }
})

test('one sparse prompt is no cut, though it is asked for many times', () => {
  // As long as the longest in tokens, and four times as long in bytes: blanks, say.
  const sparse = (bytes: number) => (bytes === 16_000 ? 1000 : Math.ceil(bytes / 4))
  expect(found([...evenly(30, 400, 4000), 16_000], sparse, 8)).toMatchObject({ counted: 31, cut: 0 })
  expect(found([...evenly(30, 400, 900), 3990, 4000, 16_000], sparse, 8).cut).toBe(0)
})

test('a few prompts, and prompts of one length, tell nothing', () => {
  expect(found([400, 400, 5000, 6000, 7000], upTo(1000)).cut).toBe(0)
  expect(found(evenly(40, 400, 410), () => 30).cut).toBe(0)
  expect(found([], upTo(1000))).toEqual({ counted: 0, cut: 0, window: null })
})
