import type { JudgeProcedure, JudgeTask } from '@retable/core'
import { expect, test } from 'vitest'
import { benchmarkOf, labelProcedure, letterPair } from '../testing-judge.ts'
import { showJudgePrompt } from './show-judge-prompt.ts'

const read = () => Promise.resolve(new Uint8Array())

/** Two turns, both of which the judge is shown. */
const turns: JudgeTask = {
  id: 'q',
  conversations: [
    {
      id: 'answer',
      next: (answers) =>
        answers.length > 1 ? null : { prompt: 'Go on.', sampling: { temperature: 0, topP: 1, maxTokens: 9 } },
    },
  ],
  row: ([answers = []]) => ({ turns: answers.map(({ text }) => text) }),
}

const ofOutputs: JudgeProcedure = {
  ...labelProcedure(0),
  subject: 'outputs',
  answering: { source: '', tasks: () => Promise.resolve([turns]) },
  tasks: ({ outputs }) => {
    const [row] = JSON.parse(new TextDecoder().decode(outputs!.bytes)) as [
      { readonly turns: readonly string[] },
    ]
    return Promise.resolve([{ ...letterPair(row.turns.join(' | ')), traits: { item: 'q', isLonger: false } }])
  },
}

test('of a benchmark’s own pairs the prompt of any item is shown, as its judge is sent it', async () => {
  const benchmark = benchmarkOf(labelProcedure(3))
  const first = await showJudgePrompt(benchmark, {}, read)
  expect(first).toEqual({
    ...{ benchmark: 'letters', way: 'labels', item: 'item 0', conversation: 'one', conversations: 1 },
    prompt: [{ role: 'user', content: 'item 0' }],
    ...{ sampling: { temperature: 0, topP: 1, maxTokens: 1 }, logprobs: 5 },
  })
  for (const item of ['item 2', '2'])
    expect(await showJudgePrompt(benchmark, { way: 'labels', item }, read)).toMatchObject({ item: 'item 2' })
  await expect(showJudgePrompt(benchmark, { item: '3' }, read)).rejects.toThrow(
    'letters has no item "3"; they are named as in "item 0", "item 1", "item 2", or by their place, 0 to 2',
  )
  await expect(showJudgePrompt(benchmark, { way: 'other' }, read)).rejects.toThrow('it has: labels')
})

test('where outputs are judged a mark stands for each text of the model', async () => {
  const shown = await showJudgePrompt(benchmarkOf(ofOutputs), { item: 'q' }, read)
  expect(shown.prompt).toEqual([
    { role: 'user', content: '[the model’s answer] | [the model’s answer] given' },
  ])
  expect(shown).toMatchObject({ conversation: 'given', conversations: 2 })
})

test('what is made of a file of one’s own cannot be shown, and it is said', async () => {
  const copied = benchmarkOf({ ...labelProcedure(1), subject: 'copied pairs' })
  await expect(showJudgePrompt(copied, {}, read)).rejects.toThrow(
    'letters: what labels sends is made of a file of your own',
  )
})
