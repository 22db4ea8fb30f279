import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { outputsOf } from '../assets.ts'
import { liftTable6 } from '../leaderboard.ts'
import { readOutputs } from '../limits.ts'
import { wordCount } from '../word-count.ts'
import { comparisons } from './published.ts'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { mirrorReader } from '../../../golden/mirror.ts'
import { replayed } from '../../../golden/replayed.ts'

test('words, limits and rates are those that others counted', async () => {
  const all = await comparisons(goldenDirectory())
  expect(all.map(({ source, compared, equal }) => [source, compared, equal])).toEqual([
    ['NLTK', 805, 805],
    ['NLTK', 805, 805],
    ['LIFT', 805, 805],
    ['LIFT, draft', 8, 8],
    ['LIFT, draft', 16, 14],
  ])
  expect(all[4]!.differences).toEqual([
    'Mistral Large (24/02) violation_rate: "49.7", not "49.8"',
    'Llama3-8B Instruct mean_words: "303", not "304"',
  ])
})

test('the words of every public output are those that NLTK counts', async () => {
  const golden = goldenDirectory()
  const read = mirrorReader()
  const counts = JSON.parse(
    gunzipSync(readFileSync(path.join(golden, 'judge/lift/word_counts.json.gz'))).toString('utf8'),
  ) as Readonly<Record<string, readonly (number | null)[]>>
  const textsOf = async (model: string) => {
    const bytes = await read(outputsOf(model))
    return readOutputs({ bytes, name: model }).outputs
  }
  const order = (await textsOf('gpt4_1106_preview')).map(({ instruction }) => instruction)
  let compared = 0
  for (const [model, theirs] of Object.entries(counts)) {
    const outputs = new Map((await textsOf(model)).map(({ instruction, output }) => [instruction, output]))
    const ours = order.map((instruction) => {
      const output = outputs.get(instruction)
      return output === undefined ? null : wordCount(output)
    })
    expect(ours, model).toEqual(theirs)
    compared += outputs.size
  }
  expect(compared).toBe(6439)
})

test('Table 6 comes out of public outputs, but for two cells', async () => {
  const { rows, cells, exact, different, notRecomputed } = await replayed(liftTable6)
  expect([rows, cells, exact, notRecomputed.length]).toEqual([8, 16, 14, 11])
  expect(different.map(({ cell }) => cell)).toEqual([
    'Mistral Large (24/02) violation_rate',
    'Llama3-8B Instruct mean_words',
  ])
  for (const { why } of different) expect(why).toBeDefined()
  const shifted = await replayed(liftTable6, 20)
  expect(shifted.different.filter(({ why }) => why !== undefined)).toEqual([])
})
