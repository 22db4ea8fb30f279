import type { Asset, JudgeProcedure } from '@retable/core'
import { expect, test } from 'vitest'
import { judgePrompts, questions, references } from './assets.ts'
import { pairGames } from './pair.ts'
import { singleRatings } from './single.ts'

const lines = (rows: readonly object[]) =>
  new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'))

const files: Readonly<Record<string, Uint8Array>> = {
  [judgePrompts.name]: lines(
    ['single-v1', 'single-v1-multi-turn', 'pair-v2', 'pair-v2-multi-turn'].map((name) => ({
      ...{ name, system_prompt: 'Judge.', prompt_template: name },
    })),
  ),
  [questions.name]: lines(
    [81, 82].map((question_id) => ({ question_id, category: 'writing', turns: ['One?', 'Two?'] })),
  ),
  [references.name]: lines([{ question_id: 101, choices: [{ turns: ['r', 'r'] }] }]),
}
const read = ({ name }: Asset) => Promise.resolve(files[name]!)

function tasksOf(procedure: JudgeProcedure, models: readonly string[]) {
  const answers = [81, 82].flatMap((question_id) =>
    models.map((model_id, i) => ({ question_id, model_id, turns: ['so'.repeat(i + 1), 'so'] })),
  )
  const outputs = { bytes: lines(answers), name: 'mine.jsonl' }
  return { outputs, all: procedure.tasks({ read, judge: 'j', model: 'm', outputs, readout: 'text' }) }
}

test('both turns of a question come after one another, and a limit takes them as one', async () => {
  const { all } = tasksOf(singleRatings, ['m'])
  expect((await all).map(({ id, item }) => [id, item])).toEqual([
    ['81/1', '81'],
    ['81/2', '81'],
    ['82/1', '82'],
    ['82/2', '82'],
  ])
})

test('what a pair judges is named after both models; games of both are told order by order', async () => {
  const { outputs, all } = tasksOf(pairGames, ['b', 'a'])
  expect(pairGames.nameOf!(outputs)).toBe('a and b')
  const tasks = await all
  expect(tasks.map(({ id, traits }) => [id, traits?.item, traits?.isLonger])).toEqual([
    ['81/1', '81/1', true],
    ['81/2', '81/2', true],
    ['82/1', '82/1', true],
    ['82/2', '82/2', true],
  ])
  const row = tasks[1]!.row([[{ text: 'It is [[A]]' }], [{ text: 'It is [[A]]' }]])
  const verdicts = pairGames.verdictsIn!({ rows: [row], name: 'pair.jsonl' })
  // For what is shown first in either game: model a, then model b.
  expect([...verdicts]).toEqual([['81/2', ['first', 'second']]])
})
