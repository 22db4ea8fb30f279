import { expect, test } from 'vitest'
import { findBenchmark } from '../benchmarks/find-benchmark.ts'
import { findStyle } from './find-style.ts'
import { suites } from './suites.ts'

test.each(Object.values(suites).flat())('%s of a suite can be asked when no prompt is named', async (id) => {
  const benchmark = await findBenchmark(id)
  const { shots, asksLikelihoods } = findStyle(benchmark)
  expect(shots === 0 || benchmark.splits.train !== undefined).toBe(true)
  expect(asksLikelihoods).toBeUndefined()
})

test('a benchmark all of whose prompts ask for likelihoods must have one named', async () => {
  const arc = await findBenchmark('arc')
  const only = { ...arc, prompts: arc.prompts.filter(({ asksLikelihoods }) => asksLikelihoods) }
  expect(() => findStyle(only)).toThrow('arc says of no prompt how a model is asked')
  expect(findStyle(only, 'lm-eval').id).toBe('lm-eval')
})
