import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { openAssets } from '@retable/assets'
import type { Benchmark, Variant } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBenchmark } from '../benchmarks/find-benchmark.ts'
import { scoreEach, type ScoreEachOptions } from './score-each.ts'

let directory: string
let benchmark: Benchmark

/** GSM8K with a data set of ten problems, in a file of its own. */
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-lost-'))
  const problems = Array.from({ length: 10 }, (_, i) => ({
    question: `How many wheels do ${i + 2} carts have?`,
    answer: `x\n#### ${i * 1000}`.replace(/(\d)000$/, '$1,000'),
  }))
  const text = problems.map((problem) => JSON.stringify(problem)).join('\n')
  const file = path.join(directory, 'data.jsonl')
  await writeFile(file, text)
  const sha256 = createHash('sha256').update(text).digest('hex')
  const gsm8k = await findBenchmark('gsm8k')
  const { test: whole } = gsm8k.splits
  const asset = { ...whole.asset, url: pathToFileURL(file).href, sha256, bytes: text.length }
  const itemId = (given: string | number) => {
    const id = gsm8k.itemId(given)
    return id !== undefined && Number(id.split('/')[1]) < 10 ? id : undefined
  }
  benchmark = { ...gsm8k, itemId, splits: { test: { ...whole, asset, size: 10 } } }
})
afterEach(() => rm(directory, { recursive: true }))

async function scored(name: string, text: string, options: Partial<ScoreEachOptions> = {}) {
  const file = path.join(directory, name)
  await writeFile(file, text)
  const assets = openAssets({ directory: path.join(directory, 'store') })
  return Array.fromAsync(scoreEach({ benchmark, file, assets, ...options }))
}
const lines = (rows: readonly (object | string)[]) =>
  rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')
const accuracy = ({ metrics }: { readonly metrics: readonly { readonly value: number }[] }) =>
  metrics[0]?.value

test('outputs that a model never gave, and rows that are cut, are lost; both readings are there', async () => {
  const [score] = await scored(
    'o.jsonl',
    lines([
      { id: 1, output: '#### 1000' },
      { id: 2, output: '#### 2' },
      { id: 3, output: null },
      { id: 4, error: { message: 'rate limit' } },
      { id: 5, output: '', error: 'timeout' },
      { id: 6, output: '#### 6000', error: null },
      '{"id": 7, "outp',
    ]),
  )
  expect(accuracy(score!)).toBeCloseTo(2 / 3, 12)
  expect(score).toMatchObject({ n: 3, brokenLines: 4, unparsedAnswers: 0 })
  expect(score!.lost).toEqual({
    rows: 4,
    of: 7,
    countedWrong: 0,
    countedBy: null,
    accuracy: { without: accuracy(score!), asWrong: expect.closeTo(2 / 7, 12) },
    samples: null,
  })
  expect(score!.brokenKinds).toMatchObject([
    { line: 3, reason: '"output" is null: the model gave no output', rows: 1 },
    { line: 4, reason: 'ended in an error: rate limit', rows: 2, lines: [4, 5] },
    { line: 7, rows: 1 },
  ])
})

test('of a row with several samples the ones that are there count, and the row is lost in part', async () => {
  const [score] = await scored(
    'o.jsonl',
    lines([
      { id: 1, outputs: ['#### 1000', null, '#### 1000', null] },
      { id: 2, outputs: ['#### 1', '#### 2000', '#### 1', '#### 1'] },
    ]),
  )
  expect(score).toMatchObject({ n: 2, brokenLines: 1, samplesPerItem: { least: 2, most: 4 } })
  // By hand: items 1 and 1/4; with the lost samples as wrong 1/2 and 1/4, of which the reading by rows makes 0.46875.
  expect(score!.lost).toMatchObject({ rows: 1, of: 2, accuracy: { without: 0.625, asWrong: 0.46875 } })
})

test('where the program counts a failed request as wrong it is, and the program is named', async () => {
  const question = (i: number) => `How many wheels do ${i + 2} carts have?`
  const answered = [
    { id: 'a', question: question(1), answer: '1,000', output: ['{"answer": "1000"}'] },
    { id: 'b', question: question(2), answer: '2,000', output: [null] },
    { id: 'c', question: question(3), answer: '3,000', output: null },
  ]
  const rows = answered.map((row) => ({ ...row, session_id: `gsm-${row.id}` }))
  const [zeroEval] = await scored('results.json', JSON.stringify(rows))
  expect(accuracy(zeroEval!)).toBeCloseTo(1 / 3, 12)
  const none = { rows: 0, of: 3, accuracy: null, samples: null }
  expect(zeroEval!.lost).toEqual({ ...none, countedWrong: 2, countedBy: 'ZeroEval' })

  const sample = (i: number, output: unknown, filter: string) => ({
    ...{ doc_id: i, doc: { question: question(i) }, resps: [[output]], filter, metrics: ['exact_match'] },
    exact_match: output === null ? 0 : 1,
  })
  const filters = ['strict-match', 'flexible-extract']
  const samples = filters.flatMap((filter) => [sample(1, '#### 1000', filter), sample(2, null, filter)])
  const [lmEval, flexible] = await scored('samples.jsonl', lines(samples))
  expect([accuracy(lmEval!), accuracy(flexible!)]).toEqual([0.5, 0.5])
  expect(lmEval!.lost).toMatchObject({ rows: 0, of: 4, countedWrong: 1, countedBy: 'lm-evaluation-harness' })
  expect(lmEval!.log?.scores[0]).toMatchObject({ value: 0.5, n: 2, agreeing: 2 })
})

test('a row’s gold in another spelling is its item’s, and one item may have it in both', async () => {
  const [score] = await scored(
    'o.jsonl',
    lines([
      { id: 1, gold: '1000', output: '#### 1000' },
      { id: 2, gold: 2000.0, output: '#### 2,000' },
      { id: 'own', gold: '7,500', output: '#### 7500' },
      { id: 'own', gold: '7500', output: '#### 7500' },
      { question: 'Q: How many wheels do 5 carts have? A:', gold: '3000', output: '#### 3,000' },
      { id: 4, gold: '4001', output: '#### 4,000' },
    ]),
  )
  expect(score).toMatchObject({ n: 4, itemsOfBenchmark: 3, brokenLines: 1 })
  expect(accuracy(score!)).toBe(1)
  expect(score!.brokenKinds).toMatchObject([
    { line: 6, reason: expect.stringContaining('"4001", and that of') },
  ])
})

test('several variants are all used, and all are one that the file implies and the rest', async () => {
  const text = lines([
    { id: 1, output: 'It is 1000' },
    { id: 2, output: '#### 2000' },
  ])
  const variants = (scores: readonly { readonly variant: string }[]) => scores.map(({ variant }) => variant)
  const asked = ['lm-eval-flexible', 'official', 'lm-eval-flexible']
  const two = await scored('o.jsonl', text, { variants: asked })
  expect(two.map((score) => [score.variant, accuracy(score)])).toEqual([
    ['lm-eval-flexible', 1],
    ['official', 0.5],
  ])
  const all = variants(await scored('o.jsonl', text, { variants: 'all' }))
  expect(all[0]).toBe('official')
  expect(all.toSorted()).toEqual(variants(benchmark.variants.map(({ id }) => ({ variant: id }))).toSorted())
})

test('of all variants those that cannot score the file are named, unless none can', async () => {
  const needing: Variant = { ...benchmark.variants[0]!, id: 'needing', needsItem: true }
  const [first, second] = ['official', 'final-answer'].map((wanted) =>
    benchmark.variants.find(({ id }) => id === wanted)!,
  )
  const given = { ...benchmark, variants: [first!, second!, needing] }
  const unscored: string[] = []
  const options = {
    benchmark: given,
    variants: 'all',
    onUnscored: (names: readonly string[], reason: string) => unscored.push(`${names.join(', ')}: ${reason}`),
  } as const
  const all = await scored('o.jsonl', lines([{ id: 'own', gold: '5', output: '#### 5' }]), options)
  expect(all).toHaveLength(2)
  expect(unscored).toEqual([expect.stringMatching(/^needing: .*this variant needs one/)])
  expect(unscored[0]).not.toContain('o.jsonl')
  await expect(scored('o.jsonl', lines([{ id: 99, output: '' }]), options)).rejects.toThrow(
    'no row could be scored',
  )
  // The error says it.
  expect(unscored).toHaveLength(1)
})

test('outputs without an answer are read by other variants where that is asked for', async () => {
  const text = lines([
    { id: 1, output: 'It is 1000' },
    { id: 2, output: '#### 2000' },
  ])
  const [asked] = await scored('o.jsonl', text, { readByOthers: true })
  expect(asked!.answersElsewhere).toMatchObject({
    ...{ unparsed: 1, of: 2, read: 1 },
    variants: [
      { variant: 'lm-eval-flexible', found: 1 },
      { variant: 'inspect', found: 1 },
    ],
  })
  expect((await scored('o.jsonl', text))[0]).not.toHaveProperty('answersElsewhere')
})

test('a file of which nothing can be scored says with how many rows the same is wrong, and what it looks like', async () => {
  const none = scored('o.jsonl', lines([{ no: 1 }, { no: 2 }, { no: 3 }, '{']))
  await expect(none).rejects.toThrow(/\(line 1: has no .*; likewise 2 further rows; 1 row in other ways\)/)
  const shifted = Array.from({ length: 9 }, (_, i) => ({ id: i + 1, gold: `${i * 1000}`, output: '' }))
  await expect(scored('o.jsonl', lines(shifted))).rejects.toThrow(
    /; likewise 8 further rows\) The ids begin at 1 \(9 of them, up to 9\)/,
  )
})

test('an id that is none of the items says which are', async () => {
  const text = lines([{ id: 'request-7', output: '#### 5' }])
  await expect(scored('o.jsonl', text, {})).rejects.toThrow(
    /its id "request-7" is none of the gsm8k test items \(ids are 0 to [\d,]+, the rows of the test set, or such as "test\/0"\)/,
  )
})

test('rows that a quoted text of a table has taken are lost, and a warning stands before the number', async () => {
  const text = 'id,output,gold\nq1,#### 1,1\nq2,"so,2\nq3,so,3\nq4,so #### 4",4\nq5,#### 5,5\n'
  const [score] = await scored('o.csv', text, {})
  expect(score).toMatchObject({ n: 2, lost: { rows: 3, of: 5 }, isShifted: false })
  expect(score!.warnings).toEqual([
    expect.stringMatching(/begins at line 3 holds 3 lines .* \(ids q2 to q4\)/),
  ])
})
