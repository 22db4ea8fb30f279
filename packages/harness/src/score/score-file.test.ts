import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { openAssets, type Assets } from '@retable/assets'
import type { Benchmark, BrokenRow } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBenchmark } from '../benchmarks/find-benchmark.ts'
import { scoreFile, type ScoredSample, type ScoreOptions } from './score-file.ts'

let directory: string
let benchmark: Benchmark
let assets: Assets

/** GSM8K with a data set of two problems, served from a mirror. */
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-score-'))
  const text = [
    '{"question": "One?", "answer": "x\\n#### 1"}',
    '{"question": "Two?", "answer": "x\\n#### 2"}',
  ].join('\n')
  const sha256 = createHash('sha256').update(text).digest('hex')
  const mirror = path.join(directory, 'mirror')
  await mkdir(path.join(mirror, sha256.slice(0, 2)), { recursive: true })
  await writeFile(path.join(mirror, sha256.slice(0, 2), `${sha256}.gz`), gzipSync(text))
  const gsm8k = await findBenchmark('gsm8k')
  const { test: whole } = gsm8k.splits
  const asset = { ...whole.asset, sha256, bytes: text.length }
  benchmark = { ...gsm8k, splits: { test: { ...whole, asset, size: 2 } } }
  assets = openAssets({ directory: path.join(directory, 'store'), mirror })
})
afterEach(() => rm(directory, { recursive: true }))

async function score(lines: readonly object[], options: Partial<ScoreOptions> = {}) {
  const file = path.join(directory, 'outputs.jsonl')
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  const samples: ScoredSample[] = []
  const broken: BrokenRow[] = []
  const result = await scoreFile({
    benchmark,
    file,
    assets,
    onSample: (sample) => void samples.push(sample),
    onBroken: (row) => broken.push(row),
    ...options,
  })
  return { result, samples, broken }
}

test('an id and a question have to be of the same item, and an unknown id leaves the question', async () => {
  const { samples, broken } = await score([
    { id: 0, question: 'Answer this. One?', output: '#### 1' },
    { id: 0, question: 'Two?', output: '#### 2' },
    { id: 1, question: 'Three?', output: '#### 3' },
    { id: 'two.json', question: 'Two?', output: '#### 2' },
  ])
  expect(samples.map(({ score: { item, score } }) => [item, score])).toEqual([
    ['test/0', 1],
    ['test/1', 1],
  ])
  expect(broken.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    "2 its question is that of test/1, and its id 0 another item's",
    '3 its question is not that of test/1, which its id 1 names',
  ])
})

test('items are found by id or question, and gold comes from the data set or the row', async () => {
  const { result, samples } = await score([
    { id: 0, output: '#### 1' },
    { question: ' Two? ', output: '#### 7' },
    { id: 'mine', gold: '7', output: '#### 7' },
  ])
  expect(samples.map(({ score: { item, gold, score } }) => [item, gold, score])).toEqual([
    ['test/0', '1', 1],
    ['test/1', '2', 0],
    ['mine', '7', 1],
  ])
  expect(result).toMatchObject({
    benchmark: 'gsm8k',
    variant: 'official',
    variantVersion: '1',
    format: 'jsonl',
    n: 3,
    unparsedAnswers: 0,
    brokenLines: 0,
  })
  expect(result.metrics[0]).toMatchObject({ name: 'accuracy', value: 2 / 3, n: 3 })
})

test('rows of one item are its samples', async () => {
  const { result, samples } = await score([
    { id: 0, outputs: ['#### 1', 'none'] },
    { id: 0, output: '#### 1' },
  ])
  expect(samples.map(({ score: { sample } }) => sample)).toEqual([0, 1, 2])
  expect(result).toMatchObject({ n: 1, unparsedAnswers: 1 })
  expect(result.metrics.map(({ name }) => name)).toContain('maj@3')
})

test('rows without an item are broken, with their line', async () => {
  const { result, broken } = await score([
    { id: 99, output: '#### 1' },
    { question: 'Three?', output: '#### 1' },
    { id: 0, output: '#### 1' },
  ])
  expect(result).toMatchObject({ n: 1, brokenLines: 2 })
  expect(broken).toMatchObject([
    { line: 1, reason: expect.stringContaining('its id 99 is none of the gsm8k test items') },
    { line: 2, reason: expect.stringContaining('its question is none') },
  ])
})

test('an alias leads to its item; a question that two items share, and an unreadable gold, are broken rows', async () => {
  const { parse } = benchmark.splits.test
  const twins = async (bytes: Uint8Array) =>
    (await parse(bytes)).flatMap((item, i) => [
      { ...item, id: `test/own-${i}`, aliases: [item.id] },
      ...(i === 0 ? [{ ...item, id: 'test/twin', gold: '9' }] : []),
    ])
  const readGold = (given: string) => {
    if (given === '?') throw new SyntaxError('is no number')
    return given
  }
  benchmark = { ...benchmark, readGold, splits: { test: { ...benchmark.splits.test, parse: twins } } }
  const { samples, broken } = await score([
    { id: 1, output: '#### 2' },
    { question: 'One?', output: '#### 1' },
    { id: 0, gold: '?', output: '#### 1' },
  ])
  expect(samples.map(({ score: { item, score } }) => [item, score])).toEqual([['test/own-1', 1]])
  expect(broken).toMatchObject([
    { line: 2, reason: expect.stringContaining('its question is') },
    { line: 3, reason: 'its "gold" cannot be read: is no number' },
  ])
})

test('a benchmark’s id with another gold than its item’s is no row of that item', async () => {
  const { samples, broken } = await score([
    { id: 0, gold: '#### 1', output: '#### 1' },
    { id: 1, gold: '3', output: '#### 3' },
  ])
  expect(samples.map(({ score: { item } }) => item)).toEqual(['test/0'])
  expect(broken).toMatchObject([
    {
      line: 2,
      reason: 'its "gold" is "3", and that of test/1 is "2"; an item of your own needs an id of its own',
    },
  ])
})

test('one item cannot have two right answers', async () => {
  const { result, broken } = await score([
    { id: 'x', gold: '1', output: '#### 1' },
    { id: 'x', gold: '2', output: '#### 1' },
  ])
  expect(result).toMatchObject({ n: 1, brokenLines: 1 })
  expect(broken).toMatchObject([{ line: 2, reason: expect.stringContaining('another "gold"') }])
})

test('a file of which nothing can be scored is an error with the first reason', async () => {
  await expect(score([{ id: 99, output: 'x' }])).rejects.toMatchObject({
    code: 'harness/nothing-to-score',
    message: expect.stringContaining('line 1: its id 99'),
  })
})

test('unknown names are answered with the known ones', async () => {
  await expect(score([], { variant: 'nope' })).rejects.toThrow('is empty')
  await expect(score([{ id: 0, output: '' }], { variant: 'nope' })).rejects.toThrow(
    /no variant "nope"; it has: .*official/,
  )
  await expect(findBenchmark('toString')).rejects.toThrow(/there are: .*gsm8k/)
})
