import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { openAssets } from '@retable/assets'
import type { Benchmark, BrokenRow } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBenchmark } from '../benchmarks/find-benchmark.ts'
import { scoreFile, type ScoreOptions } from './score-file.ts'

const one = 'How many are one?'
const two = 'How many are two?'

let directory: string
let benchmark: Benchmark

/** GSM8K with a data set of two problems, in a file of its own. */
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-formats-'))
  const items = [one, two].map((question, i) => JSON.stringify({ question, answer: `x\n#### ${i + 1}` }))
  const text = items.join('\n')
  const file = path.join(directory, 'data.jsonl')
  await writeFile(file, text)
  const sha256 = createHash('sha256').update(text).digest('hex')
  const gsm8k = await findBenchmark('gsm8k')
  const { test: whole } = gsm8k.splits
  const asset = { ...whole.asset, url: pathToFileURL(file).href, sha256, bytes: text.length }
  benchmark = { ...gsm8k, splits: { test: { ...whole, asset, size: 2 } } }
})
afterEach(() => rm(directory, { recursive: true }))

async function score(name: string, content: string, options: Partial<ScoreOptions> = {}) {
  const file = path.join(directory, name)
  await writeFile(file, content)
  const broken: BrokenRow[] = []
  const assets = openAssets({ directory: path.join(directory, 'store') })
  const onBroken = (row: BrokenRow) => void broken.push(row)
  return { result: await scoreFile({ benchmark, file, assets, onBroken, ...options }), broken }
}

test('scores of a log are held against those of the same name and reducer', async () => {
  const sample = (id: number, epoch: number, question: string, output: string, value: string) => ({
    id,
    epoch,
    input: question,
    target: String(id),
    output: { completion: output },
    scores: { match: { value }, style: { value: 'P' } },
  })
  const stated = (name: string, value: number, reducer?: string) => ({
    name,
    scorer: name,
    ...(reducer === undefined ? {} : { reducer }),
    metrics: { accuracy: { value } },
  })
  const log = {
    version: 2,
    status: 'success',
    eval: { task: 'gsm8k', dataset: { sample_ids: [1, 2] }, config: { epochs: 2 } },
    results: {
      total_samples: 4,
      scores: [
        stated('match', 0.25, 'mean'),
        stated('match', 0.5, 'max'),
        stated('match', 0.75, 'of_my_own'),
        stated('style', 0.5),
      ],
    },
    samples: [
      sample(1, 1, one, '#### 1', 'C'),
      sample(1, 2, one, '#### 3', 'I'),
      // The log finds no answer where the variant does.
      sample(2, 1, two, '#### 2', 'I'),
      sample(2, 2, two, 'two', 'I'),
    ],
  }
  const { result } = await score('log.json', JSON.stringify(log, null, 2), { variant: 'official' })
  const match = { name: 'match', variant: 'inspect' }
  expect(result.log?.scores).toEqual([
    { ...match, stated: 0.25, value: 0.25, n: 4, agreeing: 3 },
    { ...match, reducer: 'max', stated: 0.5, value: 0.5, n: 2, agreeing: 1 },
    { ...match, reducer: 'of_my_own', stated: 0.75, value: null, n: 0, agreeing: 0 },
    { name: 'style', variant: null, stated: 0.5, value: 0.5, n: 4, agreeing: 0 },
  ])
})

test('rows of one’s own question are items of the file’s own, wherever they stand', async () => {
  const rows = [
    { idx: 0, question: one, gt: '1', code: ['\\boxed{1}'], score: [true] },
    { idx: 1, question: 'How many are five?', gt: '5', code: ['\\boxed{5}'], score: [true] },
    { idx: 2, question: 'How many are six?', code: ['\\boxed{6}'] },
  ]
  const { result, broken } = await score('own.jsonl', rows.map((each) => JSON.stringify(each)).join('\n'))
  expect(result).toMatchObject({ format: 'math-eval', n: 2, itemsOfBenchmark: 1 })
  expect(result.log?.scores).toMatchObject([{ name: 'score', value: 1, n: 2, agreeing: 2 }])
  expect(broken).toMatchObject([{ line: 3, reason: expect.stringContaining('none of the gsm8k test items') }])

  // On one line no two of them are one item.
  const array = [3, 4].map((gold) => ({ question: `How many are ${gold}?`, gold, output: `#### ${gold}` }))
  const own = await score('own.json', JSON.stringify(array))
  expect(own.result).toMatchObject({ format: 'json', n: 2, itemsOfBenchmark: 0 })
  expect(own.result.metrics[0]).toMatchObject({ value: 1 })
})

test('each program’s file is scored by the rule of its format, as the same rows are alone', async () => {
  const opencompass = {
    0: { origin_prompt: `Question: ${one}\nAnswer:`, prediction: 'so #### 1', gold: 'x #### 1' },
    1: { origin_prompt: [{ role: 'HUMAN', prompt: two }], prediction: 'so #### 3', gold: 'x #### 2' },
  }
  const review = (index: number, question: string, prediction: string, acc: number) => ({
    index,
    messages: [{ role: 'user', content: `${question} Reason.` }],
    sample_score: { score: { value: { acc }, prediction }, group_id: index, generation_index: 0 },
    target: [String(index + 1)],
  })
  const reviews = [review(0, one, 'so #### 1', 1), review(1, two, 'so #### 3', 0)]
  const files = [
    ['opencompass', JSON.stringify(opencompass, null, 4)],
    ['evalscope', reviews.map((row) => JSON.stringify(row)).join('\n')],
    [
      'json',
      JSON.stringify([
        { id: 0, completion: 'so #### 1' },
        { question: two, response: 'so #### 3' },
      ]),
    ],
  ] as const
  for (const [format, content] of files) {
    const { result, broken } = await score('file', content)
    expect(broken).toEqual([])
    expect(result).toMatchObject({ format, variant: 'official', n: 2, itemsOfBenchmark: 2 })
    expect(result.metrics[0]).toMatchObject({ name: 'accuracy', value: 0.5 })
    if (format === 'evalscope')
      expect(result.log?.scores).toMatchObject([{ name: 'acc', value: 0.5, agreeing: 2 }])
  }
})
