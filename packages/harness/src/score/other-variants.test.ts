import type { Benchmark } from '@retable/core'
import { beforeAll, expect, test } from 'vitest'
import { findBenchmark, findVariant } from '../benchmarks/find-benchmark.ts'
import { startUnparsedSample } from './other-variants.ts'

let benchmark: Benchmark
beforeAll(async () => {
  benchmark = await findBenchmark('gsm8k')
})

function reading(texts: readonly string[], outputs: number) {
  const sample = startUnparsedSample(benchmark, findVariant(benchmark, '', 'official'))
  for (const text of texts) sample.add(text, { gold: '5' })
  return sample.readByOthers(outputs)
}

test('the variants that find an answer are counted, the best first', () => {
  const texts = ['A: 5', 'A: 6 or so', 'It is 5', 'Five', '$\\boxed{5}$']
  expect(reading(texts, 50)).toMatchObject({
    unparsed: 5,
    of: 50,
    read: 5,
    variants: [
      { variant: 'lm-eval-flexible', found: 4 },
      { variant: 'inspect', found: 3 },
      { variant: 'official-samples', found: 2 },
    ],
  })
})

test('few outputs without an answer are not worth a word, and none are none', () => {
  expect(reading(['It is 5'], 21)).toBeUndefined()
  expect(reading([], 10)).toBeUndefined()
  expect(reading(['Five'], 1)).toMatchObject({ variants: [] })
})

test('of many outputs, 200 from all over the file are read, the same each time', () => {
  const texts = Array.from({ length: 5000 }, (_, i) => (i < 2500 ? 'none' : 'It is 5'))
  const first = reading(texts, 5000)!
  expect(first).toMatchObject({ unparsed: 5000, read: 200 })
  // 100 is what is expected, and 28 four standard deviations of the count.
  expect(Math.abs(first.variants[0]!.found - 100)).toBeLessThan(29)
  expect(reading(texts, 5000)).toEqual(first)
})
