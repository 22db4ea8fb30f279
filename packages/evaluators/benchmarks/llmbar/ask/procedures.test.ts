import type { JudgeAnswer, ReadAsset } from '@retable/core'
import { expect, test } from 'vitest'
import { prompts } from './assets.ts'
import { procedures } from './procedures.ts'

const texts = new Set<unknown>(Object.values(prompts))
const pair = { input: 'Sing.', output_1: 'La.', output_2: 'No.', label: 1 }
const read: ReadAsset = (asset) =>
  Promise.resolve(
    new TextEncoder().encode(
      texts.has(asset)
        ? '<|im_start|>user\n{input} {output_1} {output_2}\n<|im_end|>'
        : JSON.stringify([pair]),
    ),
  )

test('votes and counts read an answer as its row does, without the blanks around it', async () => {
  const [vanilla] = procedures
  const of = { read, judge: 'j', model: '', outputs: null, readout: 'text' } as const
  const [task] = await vanilla.tasks(of)
  const answers: JudgeAnswer[][] = [[{ text: '   Output (a)\n' }], [{ text: '  Output (a)' }]]
  const [given, swapped] = task!.conversations
  expect([given, swapped].map((order, i) => order!.verdict!(answers[i]!))).toEqual(['first', 'first'])
  expect(given!.hasVerdict!(answers[0]!)).toBe(true)
  expect(task!.row(answers)).toMatchObject({
    results: [{ 'swap = False': { winner: '1' }, 'swap = True': { winner: '2' } }],
  })
})
