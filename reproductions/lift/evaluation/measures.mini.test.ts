import type { Drawn } from '@retable/core'
import { expect, test } from 'vitest'
import { soundnessOf } from './measures.mini.ts'
import type { TestPrompt } from './responses.ts'

const asked = 'Name some rivers of the north.'
const answered = (
  id: string,
  limit: number,
  text: string,
  finishReason: 'stop' | 'length' = 'stop',
): Drawn<TestPrompt> => ({
  of: { id, prompt: 'asked', item: { id, instruction: asked, baseline: '', limit } },
  completions: [{ text, tokens: 1, finishReason }],
})
const answers = [
  answered('kept', 8, 'The Neva, the Ob and the Lena.'), // 7 words
  answered('over', 3, 'They are the Ob and Lena.'), // 6 words
  answered('broken', 4, 'Ob Ob Ob Ob Ob', 'length'), // 5 words, over
  answered('echo', 8, asked), // 6 words
  answered('cut', 9, 'The Ob and', 'length'), // 3 words
]

test('what stands beside a rate of broken limits, response by response', () => {
  const found = soundnessOf(answers)
  const values = Object.fromEntries(
    found.map(({ metric, values: all }) => [metric, all.map(({ item, value }) => [item, value])]),
  )
  const of = (...values: number[]) => answers.map(({ of: { id } }, i) => [id, values[i]])
  expect(values).toEqual({
    sound: of(1, 1, 0, 0, 0),
    broken: of(0, 0, 1, 0, 0),
    echo: of(0, 0, 0, 1, 0),
    cut_off: of(0, 0, 1, 0, 1),
    undecided: of(0, 0, 0, 0, 1),
    under_5_words: of(0, 0, 0, 0, 1),
    violation_rate_sound: [
      ['kept', 0],
      ['over', 1],
    ],
    violation_or_unsound: of(0, 1, 1, 1, 1),
    correlation_of_limit_and_words: expect.any(Array),
  })
  for (const { unit } of found.slice(0, -1)) expect(unit).toBe('fraction')
})

test('limit and words go together by Pearson’s correlation', () => {
  const { values, unit } = soundnessOf(answers).at(-1)!
  const [limits, words] = [
    [8, 3, 4, 8, 9],
    [7, 6, 5, 6, 3],
  ] as const
  const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length
  const product = (a: readonly number[], b: readonly number[]) =>
    mean(a.map((value, i) => (value - mean(a)) * (b[i]! - mean(b))))
  const byDefinition = product(limits, words) / Math.sqrt(product(limits, limits) * product(words, words))
  expect([mean(values.map(({ value }) => value)), unit]).toEqual([
    expect.closeTo(byDefinition, 12),
    'coefficient',
  ])
})

test('where all limits are one there is none, and where no text is sound no rate among them', () => {
  const one = soundnessOf([answered('a', 5, ''), answered('b', 5, 'Ob Ob Ob Ob Ob')])
  const empty = one.filter(({ values }) => values.length === 0).map(({ metric }) => metric)
  expect(empty).toEqual(['violation_rate_sound', 'correlation_of_limit_and_words'])
})
