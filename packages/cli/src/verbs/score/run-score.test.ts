import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
const docs = path.join(import.meta.dirname, '../../../../../docs')
let directory: string
/** What docs/add-a-benchmark.md prints of its example. */
let printed: string

/** The example of the page, as the reader would write its files. */
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-run-score-'))
  const page = await readFile(path.join(docs, 'add-a-benchmark.md'), 'utf8')
  for (const [, name, content] of page.matchAll(/`([\w-]+\.\w+)`:\n\n```\w+\n(.*?)\n```\n/gs)) {
    await writeFile(path.join(directory, name!), `${content}\n`)
  }
  printed = /```console\n\$ \.\/retable score .*\n([^`]*)```/.exec(page)![1]!
})
afterAll(() => rm(directory, { recursive: true }))

function score(...words: string[]) {
  return execa(process.execPath, [main, 'score', './my-benchmark.ts', ...words], {
    cwd: directory,
    reject: false,
    env: { RETABLE_MIRROR: '', RETABLE_STORE: path.join(directory, 'store') },
  })
}

test('the example of docs/add-a-benchmark.md prints what the page says', async () => {
  const { stdout, stderr, exitCode } = await score('outputs.jsonl')
  expect([stderr, exitCode]).toEqual(['', 0])
  expect(stdout.trimEnd()).toBe(printed.trimEnd())
})

test('a table’s columns are named with --columns, which implies the format', async () => {
  await writeFile(path.join(directory, 'table'), 'who,said\nfrance,Answer: Paris\nperu\n')
  const { stdout, stderr } = await score(
    'table',
    '--columns',
    'id=who, output=said',
    '--json',
    '--max-broken',
    '50',
  )
  expect(stderr).toBe('table:3: has one cell, but the header has 2')
  expect(JSON.parse(stdout)).toMatchObject([
    { format: 'csv', n: 1, brokenLines: 1, metrics: [{ value: 1 }, {}, {}] },
  ])
  for (const map of ['', 'id', 'id=', '=x', 'name=x', 'id=a,id=b']) {
    const wrong = await score('table', '--columns', map)
    expect(wrong.exitCode).toBe(2)
    expect(wrong.stderr).toContain('at most once, as in id=doc,output=completion')
  }
  expect((await score('table', '--format', 'csv')).stderr).toContain('table:1: has no column "output"')
})

const row = (doc_id: string, output: string, exact_match: number) =>
  JSON.stringify({ doc_id, resps: [[output]], filter: 'none', metrics: ['exact_match'], exact_match })

test('a log says how much of its run it holds, and is never whole in silence', async () => {
  const time = '2026-01-31T12-00-00.000000'
  const name = `samples_capitals_${time}.jsonl`
  await mkdir(path.join(directory, 'run'), { recursive: true })
  await writeFile(
    path.join(directory, 'run', name),
    [row('france', 'Answer: Paris', 1), row('peru', 'Answer: Cusco', 1)].join('\n'),
  )
  const unknown = await score(`run/${name}`)
  expect(unknown.stdout).toContain(
    'log of capitals: 2 documents; no results file beside it states how many there should be',
  )
  const state = (effective: number) =>
    writeFile(
      path.join(directory, 'run', `results_${time}.json`),
      JSON.stringify({
        results: { capitals: { 'exact_match,none': 1 } },
        'n-samples': { capitals: { effective } },
      }),
    )
  await state(1000)
  const partial = (await score(`run/${name}`)).stdout
  expect(partial).toContain('  log of capitals: partial: 2 of 1,000 documents that the log states\n')
  expect(partial).toContain(
    '    its exact_match,none: 100.00 % over 2 rows, and the log states 100.00 %; 1 of 2 rows score the same under last-line',
  )
  await state(2)
  expect((await score(`run/${name}`)).stdout).toContain(
    'log of capitals: whole: 2 of 2 documents that the log states\n',
  )
})

test('a log of Inspect names its status, and a bad sample by its id', async () => {
  const question = 'What is the capital of Peru?'
  const sample = { id: 1, epoch: 1, input: question, target: 'Lima', output: { completion: 'Answer: Lima' } }
  const log = {
    version: 2,
    status: 'cancelled',
    eval: { task: 'capitals\u001b[31m', dataset: { sample_ids: [1, 2] } },
    samples: [sample, { ...sample, id: 2, input: 'Who?' }],
  }
  await writeFile(path.join(directory, 'log.json'), JSON.stringify(log))
  const { stdout, stderr } = await score('log.json', '--max-broken', '50 %')
  expect(stderr).toBe('log.json: sample 2: its question is none of the capitals test items')
  expect(stdout).toContain('partial: 1 of 2 samples that the log states; its status is "cancelled"')
  expect(stdout).not.toContain('\u001b')
})

test('--columns names fields of JSON Lines and arrays by their paths, and is refused for a log', async () => {
  const rows = [
    { key: 'peru', reply: { body: { choices: [{ text: 'Answer: Lima' }] } } },
    { key: 'france', reply: { body: { choices: [{ text: 'Answer: Lyon' }] } } },
  ]
  await writeFile(path.join(directory, 'own.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))
  await writeFile(path.join(directory, 'own.json'), JSON.stringify(rows))
  const map = 'id=key,output=reply.body.choices.0.text'
  for (const file of ['own.jsonl', 'own.json']) {
    const { stdout, stderr } = await score(file, '--columns', map)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/accuracy +50\.00 %/)
  }
  const lacking = await score('own.jsonl', '--columns', 'id=key,output=reply.text')
  expect([lacking.exitCode, lacking.stderr]).toEqual([
    2,
    expect.stringContaining('no row could be scored (line 1: has no "reply.text"; its fields: key, reply'),
  ])
  const ofLog = await score('own.jsonl', '--columns', map, '--format', 'lm-eval')
  expect([ofLog.exitCode, ofLog.stderr]).toEqual([
    2,
    'retable: --columns is for jsonl, csv, json; the fields of lm-eval have places of their own',
  ])
})

test('two fields that could be the output are an error that names both', async () => {
  const rows = [
    { id: 'peru', completion: 'Answer: Lima' },
    { id: 'france', completion: 'Answer: Paris', response: 'Answer: Nice' },
  ]
  await writeFile(path.join(directory, 'both.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))
  const { exitCode, stderr } = await score('both.jsonl')
  expect([exitCode, stderr]).toEqual([
    2,
    'retable: both.jsonl:2: has both "completion" and "response"; say which is the output, as in --columns output=completion',
  ])
})

test('a path that leads to no benchmark is a usage error', async () => {
  const { exitCode, stderr } = await execa(process.execPath, [main, 'score', './none.ts', 'x'], {
    cwd: directory,
    reject: false,
  })
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/^retable: there is no benchmark at .*none.ts: no such file$/)
})
