import { randomStream } from '@retable/core'
import { rehearse } from '@retable/core/testing'
import { expect, test } from 'vitest'
import { filterPairs, textsOf } from './filter-pairs.ts'
import { recipe } from './recipe.ts'
import { engineOf, setupOf } from './testing-setup.ts'

const pairs = Array.from({ length: 50 }, (_, i) => ({
  prompt: 'p',
  chosen: `c${i}`,
  rejected: i % 5 === 0 ? 'long' : 'r',
}))
const texts = textsOf(pairs)
const counts = texts.map((text) => (text === 'long' ? 90 : 10))
const given = { pairs, texts, counts }
const filter = { context: 100, template: 5, most: 1000 }

test('a pair of which a side does not fit behind its prompt is dropped', () => {
  const learnt = filterPairs(given, filter, randomStream('x'))
  expect(learnt).toEqual(pairs.filter(({ rejected }) => rejected === 'r'))
  // 10 of the prompt, 90 of the response and 5 of the template fit 105, and no less.
  expect(filterPairs(given, { ...filter, context: 105 }, randomStream('x'))).toEqual(pairs)
  expect(filterPairs(given, { ...filter, context: 104 }, randomStream('x'))).toEqual(learnt)
})

test('of more than the most so many are drawn at random, in their order', () => {
  const drawn = filterPairs(given, { ...filter, most: 12 }, randomStream('x'))
  expect(drawn).toHaveLength(12)
  expect(drawn).toEqual(pairs.filter((pair) => drawn.includes(pair)))
  expect(drawn).not.toEqual(filterPairs(given, filter, randomStream('x')).slice(0, 12))
  expect(filterPairs(given, { ...filter, most: 12 }, randomStream('y'))).not.toEqual(drawn)
})

test('texts are counted once each', () => {
  expect(texts).toHaveLength(1 + 50 + 2)
})

test('what is dropped is learnt by no arm, and tokens are the base model’s', async () => {
  const setup = setupOf(2, { pairFilter: { context: 100, template: 0, most: 5 } })
  // The first problem's texts do not fit.
  const tokensOf = (text: string) => (text.startsWith('training question, answer 7') ? 200 : 10)
  const run = await rehearse(recipe, setup, { engine: engineOf(), tokensOf })
  for (const arm of [
    'rpo/iteration 1',
    'rpo/iteration 2',
    'dpo',
    'dpo from sft',
    'rpo on twice the pairs',
    'dpo/iteration 2',
    'sft on chosen',
    'sft on twice the chosen',
  ]) {
    const asked = run.asked[arm]
    if (asked?.kind !== 'train') throw new Error(`${arm} is trained`)
    expect(new Set(asked.examples.map(({ prompt }) => prompt)), arm).toEqual(
      new Set(['training question, answer 8']),
    )
    expect(asked.examples.length, arm).toBe(arm.includes('twice') ? 5 : 3)
  }
  const counted = run.gave['rpo/iteration 1/pairs/texts'] as readonly string[]
  expect(run.gave['rpo/iteration 1/pairs/tokens']).toEqual(counted.map(tokensOf))
})
