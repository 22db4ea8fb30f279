import { expect, test } from 'vitest'
import { findBenchmark } from '../../benchmarks/find-benchmark.ts'
import { findStyle, hasExamples, requireRead } from './find-style.ts'
import { suites } from '../suites.ts'

test.each(Object.values(suites).flat())('%s of a suite can be asked when no prompt is named', async (id) => {
  const benchmark = await findBenchmark(id)
  const style = findStyle(benchmark)
  expect(hasExamples(benchmark, style)).toBe(true)
  expect(style.asksLikelihoods).toBeUndefined()
})

test('a benchmark all of whose prompts ask for likelihoods must have one named', async () => {
  const arc = await findBenchmark('arc')
  const only = { ...arc, prompts: arc.prompts.filter(({ asksLikelihoods }) => asksLikelihoods) }
  expect(() => findStyle(only)).toThrow('arc says of no prompt how a model is asked')
  expect(findStyle(only, 'lm-eval').id).toBe('lm-eval')
})

test.each([
  ['zero-shot-cot', 'acc', 'reads how likely each choice is', 'take --prompt lm-eval, or one of'],
  [
    'lm-eval',
    'final-letter',
    'reads a text',
    'take --prompt zero-shot-cot, or one of the prompt’s variants: acc, ',
  ],
])('the prompt %s is refused with the variant %s, and the way out named', async (prompt, id, reads, take) => {
  const arc = await findBenchmark('arc')
  const variant = arc.variants.find((each) => each.id === id)!
  const refused = expect(() => requireRead(arc, findStyle(arc, prompt), variant))
  refused.toThrow(`the variant ${id} of arc ${reads}, and the prompt ${prompt} asks for `)
  expect(() => requireRead(arc, findStyle(arc, prompt), variant)).toThrow(take)
})

test('likelihoods go with any variant that reads them', async () => {
  const arc = await findBenchmark('arc')
  const variant = arc.variants.find(({ id }) => id === 'acc-bytes')!
  expect(() => requireRead(arc, findStyle(arc, 'lm-eval'), variant)).not.toThrow()
})
