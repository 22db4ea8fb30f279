import type { Asset } from '@retable/core'
import { expect, test } from 'vitest'
import { assets } from '../assets.ts'
import { critiques } from './procedure.ts'

const questions = [7, 9].map((index) => ({
  ...{ index, question: 'Why?', response: 'So.', gpt4_answer: 'Because.' },
  gpt4_critique: { aius: ['It gives no reason.'] },
}))

function tasksOf(lines: readonly string[]) {
  const outputs = { bytes: new TextEncoder().encode(lines.join('\n')), name: 'mine.jsonl' }
  const read = ({ name }: Asset) =>
    Promise.resolve(
      new TextEncoder().encode(name === assets.questions.name ? JSON.stringify(questions) : 'Judge.'),
    )
  return critiques.tasks({ read, judge: 'j', model: 'm', outputs, readout: 'text' })
}

test('critiques are of the items that they name or in whose place they stand, each once', async () => {
  const named = (index: number) => JSON.stringify({ index, output: 'It is thin.' })
  expect((await tasksOf([named(9), named(7)])).map(({ id }) => id)).toEqual(['9', '7'])
  const plain = JSON.stringify({ output: 'It is thin.' })
  expect((await tasksOf([plain, plain])).map(({ id }) => id)).toEqual(['7', '9'])
  await expect(tasksOf([plain, named(7)])).rejects.toMatchObject({
    message: 'mine.jsonl, line 2: there is a critique of item 7 before; keep one of the two',
  })
  await expect(tasksOf([plain, '{"output": "It is'])).rejects.toMatchObject({
    code: 'evaluators/no-judgements',
    message: 'mine.jsonl, line 2: is no JSON object',
  })
})
