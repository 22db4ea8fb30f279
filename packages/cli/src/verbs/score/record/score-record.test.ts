import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ScoreManifest } from '@retable/core'
import { readRun } from '@retable/harness/results'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../../main.ts')
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-score-record-'))
  const rows = [
    { id: 'a', gold: '18', outputs: ['#### 18', 'no number'] },
    { id: 'b', gold: '2', output: 'so 2 it is' },
  ]
  await file('in.jsonl', `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`)
})
afterAll(() => rm(directory, { recursive: true }))

async function file(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(directory, name)), { recursive: true })
  await writeFile(path.join(directory, name), text)
}

function score(...words: string[]) {
  return execa(process.execPath, [main, 'score', ...words], {
    cwd: directory,
    reject: false,
    env: { RETABLE_STORE: path.join(directory, 'store') },
  })
}

const names = ['manifest.json', 'metrics.csv', 'results.json', 'run.json', 'scores.jsonl']
const contents = (folder: string) =>
  Promise.all(names.map((name) => readFile(path.join(directory, folder, name), 'utf8')))

test('a folder takes the whole record: the variants with their measurements and items, and what was scored', async () => {
  const variants = ['--variant', 'official', '--variant', 'lm-eval-flexible']
  expect((await score('gsm8k', 'in.jsonl', ...variants, '--out', 'out')).exitCode).toBe(0)
  expect((await readdir(path.join(directory, 'out'))).toSorted()).toEqual(names)
  const { manifest, results, facts } = await readRun(path.join(directory, 'out'))
  const { input, ...by } = manifest as ScoreManifest
  expect(input).toMatchObject({ name: 'in.jsonl', format: 'jsonl' })
  expect(by).toMatchObject({ kind: 'score', benchmark: { id: 'gsm8k', version: '1' } })
  expect(facts?.node).toBe(process.version)
  const [official, flexible] = results[0]!.settings
  // "#### 18" of two samples, and none of one; the other variant takes the last number too.
  expect(official!.units['accuracy']).toEqual([
    { item: 'a', value: 0.5 },
    { item: 'b', value: 0 },
  ])
  expect(flexible!.units['accuracy']).toEqual([
    { item: 'a', value: 0.5 },
    { item: 'b', value: 1 },
  ])
  expect(official!.measurements[0]).toMatchObject({ name: 'accuracy', value: 0.25 })
  expect(flexible!.measurements[0]).toMatchObject({ name: 'accuracy', value: 0.75 })
  expect([official!.scores.length, flexible!.scores.length]).toEqual([3, 0])
})

test('the same scoring gives the same bytes, run.json apart; a .jsonl takes the scores alone', async () => {
  for (const out of ['once', 'twice', 'one/file.jsonl']) await score('gsm8k', 'in.jsonl', '--out', out)
  const [once, twice] = [await contents('once'), await contents('twice')]
  expect(twice.with(3, '')).toEqual(once.with(3, ''))
  expect(await readdir(path.join(directory, 'one'))).toEqual(['file.jsonl'])
  expect(await readFile(path.join(directory, 'one/file.jsonl'), 'utf8')).toBe(once[4])
})

test('a later scoring takes the place of an earlier one; a run and files of others stay as they are', async () => {
  await score('gsm8k', 'in.jsonl', '--out', 'later')
  await score('gsm8k', 'in.jsonl', '--variant', 'lm-eval-flexible', '--out', 'later')
  const { results } = await readRun(path.join(directory, 'later'))
  expect(results[0]!.settings.map(({ setting }) => setting)).toEqual(['lm-eval-flexible'])

  await file('run/manifest.json', '{"paper": "some-paper"}')
  await file('mine/metrics.csv', 'my own')
  await file('cells/diff.csv', 'my own')
  await file('newer/manifest.json', '{"kind": "score", "format": 99}')
  for (const [out, message] of [
    ['run', 'run/manifest.json is of a run of some-paper, and would be written over; name another folder'],
    [
      'mine',
      'mine/metrics.csv is of no scoring or evaluation, and would be written over; name another folder',
    ],
    [
      'cells',
      'cells/diff.csv is of no scoring or evaluation, and would be written over; name another folder',
    ],
    [
      'newer',
      'newer/manifest.json: a newer version of retable wrote this (format 99, and this one reads up to 3); update retable to read it',
    ],
  ] as const) {
    const { exitCode, stderr } = await score('gsm8k', 'in.jsonl', '--out', out)
    expect([exitCode, stderr]).toEqual([2, `retable: ${message}`])
  }
  expect(await readFile(path.join(directory, 'mine/metrics.csv'), 'utf8')).toBe('my own')
})

test('no file of the record is put over what is scored', async () => {
  await file('own/results.json', JSON.stringify([{ id: 'a', gold: '1', output: '#### 1' }]))
  await rm(path.join(directory, 'own/manifest.json'), { force: true })
  const { exitCode, stderr } = await score('gsm8k', 'own/results.json', '--out', 'own')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('own/results.json')
})

test('a scoring of judgements has such a record too, and its judge’s version on each line', async () => {
  const rating = (question: number, score: number) =>
    JSON.stringify({ question_id: question, model: 'm', judge: ['gpt-4', 'p'], score, turn: 1 })
  await file('judged.jsonl', `${rating(81, 7)}\n${rating(82, 4)}\n`)
  const { stdout } = await score('mt-bench', 'judged.jsonl', '--json', '--out', 'judged')
  const [shown] = JSON.parse(stdout) as { metrics: object[]; variantVersion: string; notes: string[] }[]
  const { manifest, results } = await readRun(path.join(directory, 'judged'))
  expect((manifest as ScoreManifest).input).toMatchObject({ name: 'judged.jsonl', format: null })
  const [single] = results[0]!.settings
  expect(single).toMatchObject({ setting: 'single', measurements: shown!.metrics, notes: shown!.notes })
  expect(single!.scores.map(({ score }) => score)).toEqual([7, 4])
  const [line] = (await readFile(path.join(directory, 'judged/scores.jsonl'), 'utf8')).split('\n')
  expect(JSON.parse(line!)).toMatchObject({ variant: 'single', variantVersion: shown!.variantVersion })
})

test('diff tells that nothing reported stands beside a scoring', async () => {
  await score('gsm8k', 'in.jsonl', '--out', 'scored')
  const { exitCode, stderr } = await execa(process.execPath, [main, 'diff', './scored'], {
    cwd: directory,
    reject: false,
  })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('scored holds the scores of in.jsonl, beside which nothing is reported')
})
