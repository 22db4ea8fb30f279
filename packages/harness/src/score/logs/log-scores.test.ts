import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { openAssets } from '@retable/assets'
import type { Benchmark, BrokenRow, Variant } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBenchmark } from '../../benchmarks/find-benchmark.ts'
import { scoreEach } from '../score-each.ts'
import { scoreFile, type ScoreOptions } from '../score-file.ts'

let directory: string
let benchmark: Benchmark

/** GSM8K with a data set of two problems, in a file of its own. */
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-log-'))
  const text = [
    '{"question": "How many  are one?", "answer": "x\\n#### 1"}',
    '{"question": "How many are two?", "answer": "x\\n#### 2"}',
  ].join('\n')
  const file = path.join(directory, 'data.jsonl')
  await writeFile(file, text)
  const sha256 = createHash('sha256').update(text).digest('hex')
  const gsm8k = await findBenchmark('gsm8k')
  const { test: whole } = gsm8k.splits
  const asset = { ...whole.asset, url: pathToFileURL(file).href, sha256, bytes: text.length }
  benchmark = { ...gsm8k, splits: { test: { ...whole, asset, size: 2 } } }
})
afterEach(() => rm(directory, { recursive: true }))

const time = '2026-01-31T12-00-00.123456'

async function score(name: string, content: string, options: Partial<ScoreOptions> = {}) {
  const file = path.join(directory, name)
  await writeFile(file, content)
  const broken: BrokenRow[] = []
  const assets = openAssets({ directory: path.join(directory, 'store') })
  const onBroken = (row: BrokenRow) => void broken.push(row)
  return { result: await scoreFile({ benchmark, file, assets, onBroken, ...options }), broken }
}

function samples(rows: readonly object[], options: Partial<ScoreOptions> = {}) {
  return score(`samples_gsm8k_${time}.jsonl`, rows.map((row) => JSON.stringify(row)).join('\n'), options)
}

/** A row of lm-eval's as the strict filter leaves it. */
function row(doc_id: number, question: string, output: string, exact_match: number, filter = 'strict') {
  return { doc_id, doc: { question }, resps: [[output]], filter, metrics: ['exact_match'], exact_match }
}
const one = 'How many are one?'
const two = 'How many are two?'

async function results(effective: number): Promise<void> {
  const content = { results: { gsm8k: { 'exact_match,strict': 0.5 } }, 'n-samples': { gsm8k: { effective } } }
  await writeFile(path.join(directory, `results_${time}.json`), JSON.stringify(content))
}

test('an output counts once under all filters, and each filter’s scores are held against the variant’s', async () => {
  await results(2)
  const { result } = await samples([
    row(0, one, '#### 1', 1),
    row(1, two, 'It is 2', 0),
    row(0, one, '#### 1', 1, 'flexible'),
    row(1, two, 'It is 2', 1, 'flexible'),
  ])
  expect(result).toMatchObject({ n: 2, samplesPerItem: { least: 1, most: 1 }, brokenLines: 0 })
  expect(result.metrics[0]).toMatchObject({ name: 'accuracy', value: 0.5 })
  expect(result.log).toEqual({
    task: 'gsm8k',
    status: null,
    unit: 'document',
    found: 2,
    stated: 2,
    isPartial: false,
    scores: [
      { name: 'exact_match,strict', variant: null, stated: 0.5, value: 0.5, n: 2, agreeing: 2 },
      { name: 'exact_match,flexible', variant: null, stated: null, value: 1, n: 2, agreeing: 1 },
    ],
  })
})

test('a log is scored by each variant that makes one of its scores, and by one alone if that is asked for', async () => {
  const file = path.join(directory, `samples_gsm8k_${time}.jsonl`)
  const rows = [
    row(0, one, '#### 1', 1, 'strict-match'),
    row(1, two, 'It is 2', 0, 'strict-match'),
    row(1, two, 'It is 2', 1, 'flexible-extract'),
    row(0, one, '#### 1', 1, 'flexible-extract'),
    { doc_id: 7 },
  ]
  await writeFile(file, rows.map((of) => JSON.stringify(of)).join('\n'))
  const assets = openAssets({ directory: path.join(directory, 'store') })
  const found = async (...variants: string[]) => {
    const scores = await Array.fromAsync(scoreEach({ benchmark, file, assets, variants }))
    return scores.map(({ variant, metrics, brokenLines }) => [variant, metrics[0]?.value, brokenLines])
  }
  expect(await found()).toEqual([
    ['lm-eval-strict', 0.5, 1],
    ['lm-eval-flexible', 1, 1],
  ])
  expect(await found('official')).toEqual([['official', 0.5, 1]])
})

test('the task tells the variant, where another task’s rows have the same score', async () => {
  const chain = `samples_gsm8k_cot_zeroshot_${time}.jsonl`
  const text = JSON.stringify(row(0, one, 'The answer is 1.', 1, 'strict-match'))
  const { result } = await score(chain, text)
  expect(result).toMatchObject({ variant: 'lm-eval-cot', log: { scores: [{ agreeing: 1 }] } })
})

test('tasks in one file are scored together, and each', async () => {
  const { result } = await samples([
    row(0, one, '#### 1', 1),
    row(1, two, '#### 2', 1),
    row(0, two, '#### 3', 0),
    row(0, two, '#### 3', 1, 'flexible'),
    row(0, one, '#### 1', 1, 'flexible'),
  ])
  expect(result).toMatchObject({ n: 2, samplesPerItem: { least: 1, most: 2 }, brokenLines: 0 })
  expect(result.parts).toMatchObject([
    { kind: 'task', index: 1, lines: { first: 1, last: 2 }, n: 2, metrics: [{ value: 1 }, {}, {}] },
    { kind: 'task', index: 2, lines: { first: 3, last: 3 }, n: 1, metrics: [{ value: 0 }, {}, {}] },
  ])
  expect(result.log?.scores).toMatchObject([
    { name: 'exact_match,strict', n: 3, agreeing: 3 },
    { name: 'exact_match,flexible', n: 2, agreeing: 1 },
  ])
})

test('fewer documents than stated are partial; without results nobody knows', async () => {
  expect((await samples([row(0, one, '', 0)])).result.log).toMatchObject({ stated: null, isPartial: null })
  await results(2)
  const { result } = await samples([row(0, one, '', 0), { doc_id: 1 }])
  expect(result).toMatchObject({ brokenLines: 1, log: { found: 1, stated: 2, isPartial: true } })
})

test('a position is believed only if the question, or the prompt, is the item’s', async () => {
  const { result, broken } = await samples([
    row(0, two, '#### 2', 1),
    row(3, 'How many are three?', '#### 3', 1),
    { doc_id: 5, resps: [['#### 1']], arguments: { gen_args_0: { arg_0: one } } },
    { doc_id: 1, resps: [['#### 1']], arguments: { gen_args_0: { arg_0: `Question: ${two}\nAnswer:` } } },
  ])
  expect(broken).toEqual([
    { kind: 'broken', line: 2, reason: 'its question is none of the gsm8k test items' },
  ])
  expect(result).toMatchObject({ n: 2, itemsOfBenchmark: 2, log: { found: 3 } })
  // The first row and the last are samples of the item that they name, not of the one at their position.
  expect(result.samplesPerItem).toEqual({ least: 1, most: 2 })
})

function inspectLog(status: string, samples: readonly object[]): string {
  const dataset = { samples: 9, sample_ids: [1, 2] }
  return JSON.stringify({
    version: 2,
    status,
    eval: { task: 'sums', dataset, config: { epochs: 2 } },
    samples,
  })
}
const sample = (id: number, epoch: number, input: string, completion: string) => ({
  id,
  epoch,
  input,
  target: String(id),
  output: { completion },
  scores: { match: { value: 'C' } },
})

test('epochs are samples of one item; a status other than success is partial', async () => {
  const all = [1, 2].flatMap((epoch) => [sample(1, epoch, one, '#### 1'), sample(2, epoch, two, '#### 3')])
  const { result } = await score('log.json', inspectLog('cancelled', all))
  expect(result).toMatchObject({
    format: 'inspect',
    n: 2,
    itemsOfBenchmark: 2,
    samplesPerItem: { least: 2, most: 2 },
    log: { task: 'sums', status: 'cancelled', unit: 'sample', found: 4, stated: 4, isPartial: true },
  })
  expect(result.parts).toMatchObject([
    { kind: 'epoch', index: 1, lines: null, n: 2, metrics: [{ name: 'accuracy', value: 0.5 }, {}, {}] },
    { kind: 'epoch', index: 2, lines: null, n: 2, metrics: [{ name: 'accuracy', value: 0.5 }, {}, {}] },
  ])
  expect(result.log?.scores).toEqual([
    { name: 'match', variant: 'inspect', stated: null, value: 1, n: 4, agreeing: 2 },
  ])
  expect((await score('log.json', inspectLog('success', all))).result.log?.isPartial).toBe(false)
  expect((await score('log.json', inspectLog('success', all.slice(1)))).result.log).toMatchObject({
    found: 3,
    isPartial: true,
  })
})

test('choices in an order of their own are graded by it, other choices not at all', async () => {
  const item = { id: 'test/0', question: one, gold: 'A', choices: ['Mars', 'Venus', 'Io'] }
  const letters: Variant = {
    ...benchmark.variants[0]!,
    needsItem: true,
    grade: (output, { gold, item }) => ({
      extracted: output,
      gold: `${gold} of ${item?.choices?.join(' ')}`,
      score: output === gold ? 1 : 0,
    }),
  }
  const choosing = {
    ...benchmark,
    splits: { test: { ...benchmark.splits.test, size: 1, parse: () => [item] } },
    variants: [letters],
    defaultVariant: letters.id,
    variantOfFormat: {},
    readGold: (given: string) => given,
  }
  const shown = (choices: readonly string[], target: string, completion: string) => ({
    ...{ id: 1, epoch: 1, input: one, choices, target, output: { completion } },
  })
  const golds: string[] = []
  const scored = (...all: ReturnType<typeof shown>[]) =>
    score('log.json', inspectLog('success', all), {
      benchmark: choosing,
      onSample: ({ score }) => void golds.push(score.gold),
    })
  const turned = await scored(shown(['Io', 'Venus', 'Mars'], 'C', 'C'))
  expect([turned.result.metrics[0]?.value, golds]).toEqual([1, ['C of Io Venus Mars']])
  const same = await scored(shown(['Mars', 'Venus', 'Io'], 'C', 'A'))
  expect([same.result.metrics[0]?.value, golds.at(-1)]).toEqual([1, 'A of Mars Venus Io'])
  await expect(scored(shown(['Mars', 'Venus', 'Ceres'], 'A', 'A'))).rejects.toThrow(
    'its choices are not those of test/0',
  )
  await expect(scored(shown(['Venus', 'Mars', 'Io'], '', 'A'))).rejects.toThrow(
    'its choices stand in another order than those of test/0, and it states no "gold"',
  )
})

test('a log of another task is refused in one sentence', async () => {
  await expect(score('log.json', inspectLog('started', [sample(1, 1, 'Hello?', 'Yes')]))).rejects.toThrow(
    'no row could be scored (sample 1: its question is none of the gsm8k test items); the log is of the task "sums", ' +
      'with status "started"; if that is not gsm8k, score it on the benchmark that it ran',
  )
  await expect(score('log.json', inspectLog('started', []))).rejects.toThrow('(it holds no outputs)')
})

test('a benchmark without a data set takes a log’s own items', async () => {
  const none = { ...benchmark, splits: { test: { ...benchmark.splits.test, size: 0 } } }
  const { result } = await score('log.json', inspectLog('success', [sample(1, 1, 'Hello?', '#### 1')]), {
    benchmark: none,
  })
  expect(result).toMatchObject({ n: 1, itemsOfBenchmark: 1 })
  expect(result.metrics[0]).toMatchObject({ name: 'accuracy', value: 1 })
})

test('a data set of one’s own is verified', async () => {
  await writeFile(path.join(directory, 'data.jsonl'), '{}')
  await expect(samples([row(0, one, '', 0)])).rejects.toMatchObject({
    code: 'harness/data-set',
    kind: 'environment',
    message: expect.stringContaining('data.jsonl: is not the file that gsm8k pins'),
  })
  await rm(path.join(directory, 'data.jsonl'))
  await expect(samples([row(0, one, '', 0)])).rejects.toThrow('cannot be read')
})

test('a table is scored by the columns that are named', async () => {
  const { result } = await score('t.csv', 'doc,text\n0,#### 1\n1,#### 1\n', {
    columns: { id: 'doc', output: 'text' },
  })
  expect(result).toMatchObject({ format: 'csv', n: 2 })
  expect(result.metrics[0]).toMatchObject({ name: 'accuracy', value: 0.5 })
  expect(result).not.toHaveProperty('log')
})
