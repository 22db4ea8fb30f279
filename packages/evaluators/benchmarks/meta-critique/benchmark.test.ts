import { expect, test } from 'vitest'
import { testAnyRows, testJudgeBenchmark } from '../../src/testing/index.ts'
import { assets } from './assets.ts'
import { benchmark } from './benchmark.ts'
import { claim } from './claim-judge.ts'
import { scoreCritique } from './score.ts'

testJudgeBenchmark(benchmark, () => ({
  rows: [
    { precision_labels: [true, 'the claim is true'], recall_labels: [false] },
    { id: 'x', human_critique: { precision_labels: [null], recall_labels: [true, false] } },
  ],
}))
testAnyRows(benchmark, ['id', 'index', 'precision_labels', 'recall_labels', 'aius', 'human_critique'])

test.each([
  ['So the claim is true.', true],
  ['The Claim Is FALSE', false],
  ['It cannot be said that the claim is true', true],
  ['The claim is false, though one might think the claim is true', true],
  ['The claim holds', null],
  ['Failed!', null],
])('claim reads %j as %j', (text, verdict) => {
  expect(claim.parse(text)).toBe(verdict)
})

test('a score by hand', () => {
  const labels = { precision: [true, true, false], recall: [true, false] }
  expect(scoreCritique(labels)).toEqual({ precision: 2 / 3, recall: 1 / 2, f1: 2 / (1.5 + 2) })
  expect(scoreCritique({ precision: [], recall: [true] })).toEqual({ precision: 0, recall: 1, f1: 0 })
})

async function measured(variant: string, rows: unknown) {
  const rule = benchmark.variants.find(({ id }) => id === variant)!
  const file = { bytes: new TextEncoder().encode(JSON.stringify(rows)), name: 'labels.json' }
  const read = () => Promise.reject(new Error('labels need no other file'))
  const { measurements, ...rest } = await rule.measure(file, read)
  return { ...rest, values: Object.fromEntries(measurements.map(({ name, value }) => [name, value])) }
}

test('rows of one critique: labels, texts of a judge, and none', async () => {
  const rows = [
    { precision_labels: [true, 'the claim is true'], recall_labels: [true] },
    { precision_labels: [true, 'who knows', null, false], recall_labels: [false, 'The claim is true.'] },
    { precision_labels: 'none', recall_labels: [] },
    { precision_labels: [true], recall_labels: [1] },
    { precision_labels: [true], recall_labels: [true], aius: ['one', 'two'] },
  ]
  const { values, broken, scores } = await measured('macro', rows)
  expect(values).toEqual({
    precision: (1 + 1 / 4) / 2,
    recall: (1 + 1 / 2) / 2,
    f1: (1 + 2 / (4 + 2)) / 2,
    no_verdict: 2 / 9,
    critiques: 2,
    aius: 6 + 3,
  })
  expect(broken.map(({ line }) => line)).toEqual([3, 4, 5])
  expect(scores[1]).toMatchObject({ item: '1', extracted: 'precision 1/4, recall 1/2', score: 1 / 3 })
  const pooled = await measured('micro', rows)
  expect(pooled.values).toMatchObject({ precision: 3 / 6, recall: 2 / 3 })
})

test("annotations: each critic apart, and an item's reference units once", async () => {
  const critique = (precision: boolean[], recall: boolean[]) => ({
    precision_labels: precision,
    recall_labels: recall,
  })
  const { values, scores } = await measured('macro', [
    {
      index: 7,
      human_critique: critique([true], [false, true]),
      llm1_critique: critique([false], [true, true]),
    },
  ])
  expect(values).toMatchObject({
    precision: 1 / 2,
    precision_human: 1,
    recall_llm1: 1,
    critiques: 2,
    aius: 4,
  })
  expect(scores.map(({ item }) => item)).toEqual(['7/human', '7/llm1'])
})

test('critiques of one item are its samples, share one reference, and a critic comes once', async () => {
  const row = (recall: boolean[], more: object = {}) => ({
    precision_labels: [true],
    recall_labels: recall,
    ...more,
  })
  const { scores, broken } = await measured('macro', [
    row([true, false], { id: 'a/b' }),
    row([true, true], { id: 'a/b' }),
    row([true], { id: 'a/b' }),
    { id: 7, human_critique: row([true]) },
    { id: 7, human_critique: row([true]) },
  ])
  expect(scores.map(({ item, sample }) => [item, sample])).toEqual([
    ['a%2Fb', 0],
    ['a%2Fb', 1],
    ['7/human', 0],
  ])
  expect(broken.map(({ line, reason }) => [line, reason])).toEqual([
    [3, 'item a/b has 1 recall labels here and 2 before; its reference critique is one'],
    [5, "human's critique of item 7 was judged in an earlier row"],
  ])
  await expect(measured('macro', [row([], { precision_labels: ['?'] })])).rejects.toThrow('that can be read')
  await expect(measured('macro', [row([], { precision_labels: [] })])).rejects.toThrow('is empty')
})

test('files are pinned at a commit', () => {
  for (const asset of Object.values(assets)) {
    expect(asset.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(asset.url).toMatch(/^https:\/\/[^?#]*[0-9a-f]{40}/)
  }
})
