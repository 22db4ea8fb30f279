import { expect, test } from 'vitest'
import { rewardPairs } from './procedures.ts'

const pair = {
  ...{ id: '1', subset: 'llmbar-natural', prompt: 'Sing.' },
  ...{ chosen: 'La.', rejected: 'No.' },
}

function tasksOf(lines: readonly string[]) {
  const outputs = { bytes: new TextEncoder().encode(lines.join('\n')), name: 'pairs.jsonl' }
  const read = () => Promise.reject(new Error('pairs need no other file'))
  return (async () => rewardPairs.tasks({ read, judge: 'j', model: '', outputs, readout: 'reward' }))()
}

test('a line of one’s own pairs that is no object is refused, and so is a pair that stands there twice', async () => {
  const line = JSON.stringify(pair)
  expect((await tasksOf([line])).map(({ id }) => id)).toEqual(['1'])
  await expect(tasksOf([line, '{"id": "2", "sub', '7'])).rejects.toMatchObject({
    code: 'evaluators/no-judgements',
    message: 'pairs.jsonl, lines 2, 3: is no JSON object',
  })
  await expect(tasksOf([line, line])).rejects.toMatchObject({
    message: 'pairs.jsonl, line 2: 1 stands there before',
  })
})
