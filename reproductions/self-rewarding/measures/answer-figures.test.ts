import { expect, test } from 'vitest'
import { pairJudge } from '../rubrics/pair-judge.ts'
import type { Grading } from '../setup.ts'
import { answerFigures } from './answer-figures.ts'

const answers = [' key hat', 'one, two\nthree'].map((text, i) => ({
  of: { id: String(i), prompt: '', instruction: `do ${i}` },
  completions: [{ text, tokens: 1, finishReason: 'stop' as const }],
}))
const quality = (_instruction: string, answer: string) => (answer.startsWith(' ') ? 5 : 4)

test('quality, the share that is right, and words', () => {
  const figures = answerFigures(answers, { grading: { kind: 'exact', quality }, length: 'words' })
  expect(
    figures.map(({ metric, unit, values }) => [metric, unit, ...values.map(({ value }) => value)]),
  ).toEqual([
    ['quality', 'points', 5, 4],
    ['right', 'fraction', 1, 0],
    ['length', 'words', 2, 3],
  ])
})

test('without exact quality there are lengths alone', () => {
  const grading: Grading = {
    kind: 'judged',
    grader: { kind: 'hub', repository: 'a/b', revision: 'c' },
    judge: pairJudge,
    drawing: { samples: 1, sampling: { temperature: 0, topP: 1, maxTokens: 1 } },
  }
  const figures = answerFigures(answers, { grading, length: 'characters' })
  expect(figures).toEqual([
    {
      metric: 'length',
      unit: 'characters',
      values: [
        { item: '0', value: 8 },
        { item: '1', value: 14 },
      ],
    },
  ])
})
