import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ReadRow } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readLmEval } from './read-samples.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-lm-eval-'))
})
afterEach(() => rm(directory, { recursive: true }))

const time = '2026-01-31T12-00-00.123456'

async function rows(lines: readonly (object | string)[], results?: object | string): Promise<ReadRow[]> {
  const text = (value: object | string) => (typeof value === 'string' ? value : JSON.stringify(value))
  const file = path.join(directory, `samples_my_task_${time}.jsonl`)
  await writeFile(file, lines.map(text).join('\n'))
  if (results !== undefined) await writeFile(path.join(directory, `results_${time}.json`), text(results))
  return Array.fromAsync(readLmEval(file, {}))
}

const generated = {
  doc_id: 0,
  doc: { question: 'Q?' },
  target: 'x #### 2',
  resps: [['two']],
  filter: 'strict',
  metrics: ['exact_match'],
  exact_match: 1,
}
const unknown = { kind: 'log', task: 'my_task', unit: 'document', scores: {} }

test('a document’s output counts once; the rows of other filters give their scores', async () => {
  expect(await rows([generated, { ...generated, filter: 'flexible', exact_match: 0 }])).toEqual([
    unknown,
    {
      kind: 'output',
      line: 1,
      id: 0,
      idIsPosition: true,
      question: 'Q?',
      outputs: ['two'],
      gold: 'x #### 2',
      part: { kind: 'task', index: 1 },
      logScores: { 'exact_match,strict': 1 },
    },
    {
      kind: 'repeat',
      line: 2,
      id: 0,
      part: { kind: 'task', index: 1 },
      logScores: { 'exact_match,flexible': 0 },
    },
  ])
})

test('repeats are samples; a file without filters and named metrics is read too', async () => {
  const read = await rows([{ doc_id: '7', resps: [['a', 'b']], target: ['1', '2'], acc: 0.5 }])
  expect(read[1]).toEqual({
    kind: 'output',
    line: 1,
    id: '7',
    idIsPosition: true,
    outputs: ['a', 'b'],
    gold: '1',
    part: { kind: 'task', index: 1 },
    logScores: { 'acc,none': 0.5 },
  })
})

test('log-likelihoods become one list of numbers, and the index of the right choice is no gold', async () => {
  const read = await rows([
    { doc_id: 0, target: '2', resps: [[['-40.43', 'False']], [[-4.5, true]], [['-inf', 'False']]] },
    {
      doc_id: 1,
      target: 0,
      resps: [[['-1', 'False']], [['-2', 'True']], [['-3', 'False']], [['-4', 'False']]],
      arguments: { gen_args_0: { arg_0: 'Q' }, gen_args_2: { arg_0: '' }, gen_args_3: { arg_0: '' } },
    },
  ])
  expect(read.slice(1)).toMatchObject([{ outputs: ['[-40.43,-4.5,-1e999]'] }, { outputs: ['[-1,-2]'] }])
  expect(JSON.parse('[-40.43,-4.5,-1e999]')).toEqual([-40.43, -4.5, -Infinity])
  expect(read.some((row) => 'gold' in row)).toBe(false)
})

test('where the document names no question, the prompt or the last message of the chat does', async () => {
  const chat = JSON.stringify([
    { role: 'user', content: 'shot' },
    { role: 'user', content: 'asked' },
  ])
  const row = (doc_id: number, arg_0: unknown) => ({
    doc_id,
    resps: [['x']],
    arguments: { gen_args_0: { arg_0 } },
  })
  const read = await rows([row(0, 'prompt'), row(1, [chat]), row(2, ['no JSON']), row(3, 5)])
  expect(read.slice(1).map((one) => 'question' in one && one.question)).toEqual([
    'prompt',
    'asked',
    'no JSON',
    false,
  ])
})

test('tasks that were put together are told apart by their documents, or by their prompts', async () => {
  const hashed = (doc_id: number, doc_hash: string, prompt_hash: string, filter = 'strict') => ({
    ...generated,
    ...{ doc_id, doc_hash, prompt_hash, filter },
  })
  const read = await rows([
    generated,
    { ...generated, doc_id: 1 },
    { ...generated, doc: { question: 'R?' } },
    { ...generated, doc_id: 1, filter: 'flexible' },
    { ...generated, filter: 'flexible' },
    { ...generated, doc_id: 2 },
    hashed(0, 'd', 'p'),
    hashed(0, 'd', 'q'),
    hashed(0, 'd', 'p', 'flexible'),
    hashed(0, 'd', 'p'),
  ])
  const found = read.slice(1).map((row) => ('part' in row ? `${row.kind} ${row.part?.index}` : row.kind))
  expect(found).toEqual([
    ...['output 1', 'output 1', 'output 2', 'output 2', 'repeat 1', 'output 1'],
    ...['output 3', 'output 4', 'repeat 3', 'broken'],
  ])
})

test('broken rows are told apart', async () => {
  const read = await rows([
    '{"doc_id": 0, "resps"',
    '[]',
    { resps: [['x']] },
    { doc_id: 1 },
    { doc_id: 1, resps: [] },
    { doc_id: 1, resps: [[]] },
    { doc_id: 1, resps: [[['nan', 'False']]] },
    '{"doc_id": 1, "resps": [[[NaN, false]]]}',
    { doc_id: 1, resps: [[{}]] },
    '{"doc_id": 2, "resps": [["x"]], "exact_match": NaN}',
    generated,
    generated,
    { ...generated, filter: 'flexible', resps: [['three']] },
  ])
  expect(
    read.slice(1).map((row) => (row.kind === 'broken' ? `${row.line} ${row.reason}` : row.kind)),
  ).toEqual([
    '1 is not valid JSON; it looks cut off',
    '2 is not a JSON object',
    '3 has no "doc_id"',
    '4 has no "resps"',
    '5 has no "resps"',
    '6 "resps" holds no output',
    '7 "resps" holds neither texts nor log-likelihoods',
    '8 "resps" holds neither texts nor log-likelihoods',
    '9 "resps" holds neither texts nor log-likelihoods',
    'output',
    'output',
    '12 is document 0 under the filter strict a second time',
    '13 has another output than the earlier row of document 0, under the filter strict',
  ])
})

test('the results beside the samples say how many documents there are and what they scored', async () => {
  const results = {
    results: { my_task: { alias: 'x', 'exact_match,strict': 0.5, 'exact_match_stderr,strict': 0.1 } },
    'n-samples': { my_task: { original: 1319, effective: 40 } },
  }
  const log = { ...unknown, rows: 40, scores: { 'exact_match,strict': 0.5 } }
  expect((await rows([generated], results))[0]).toEqual(log)
  const withNaN = JSON.stringify(results).replace('0.1', 'NaN')
  expect((await rows([generated], withNaN))[0]).toEqual(log)
  expect((await rows([generated], { 'n-samples': { other: {} } }))[0]).toEqual(unknown)
})

test('results that are no JSON are an error that says what to do', async () => {
  await expect(rows([generated], '{"n-samples"')).rejects.toThrow(
    `results_${time}.json: is not valid JSON; mend it, or take it away`,
  )
  await expect(rows([generated], '[]')).rejects.toThrow('is no JSON object')
})

test('one JSON array, as 0.4.0 to 0.4.2 write it: rows without a filter’s name, requests as lists', async () => {
  const prompt = 'Q? A:'
  const first = {
    doc_id: 0,
    doc: { text: 'Q?' },
    target: '#### 7',
    arguments: [[prompt, { until: ['\n'] }]],
    resps: [['so 7']],
    filtered_resps: ['7'],
    exact_match: 1,
  }
  const weighed = {
    doc_id: 1,
    doc: { text: 'other' },
    target: 1,
    arguments: [
      ['Q?', ' a'],
      ['Q?', ' b'],
      ['', ' a'],
      ['', ' b'],
    ],
    resps: [[[-1.5, false]], [[-0.5, true]], [[-3, false]], [[-4, false]]],
    acc: 1,
  }
  const file = path.join(directory, 'm_task.jsonl')
  const again = { ...first, filtered_resps: ['[invalid]'], exact_match: 0 }
  const rows = [first, weighed, again, { ...first, resps: [['so 8']] }, { doc_id: 2 }]
  await writeFile(file, JSON.stringify(rows, null, 2))
  const read = await Array.fromAsync(readLmEval(file, {}))
  expect(read).toMatchObject([
    { kind: 'log', unit: 'document' },
    {
      id: 0,
      question: prompt,
      outputs: ['so 7'],
      gold: '#### 7',
      element: 1,
      logScores: { 'exact_match,none': 1 },
    },
    { id: 1, question: 'Q?', outputs: ['[-1.5,-0.5]'], logScores: { 'acc,none': 1 } },
    { kind: 'repeat', id: 0, logScores: { 'exact_match,filter 2': 0 } },
    {
      kind: 'broken',
      reason: expect.stringContaining('has another output than the earlier row of document 0'),
    },
    { kind: 'broken', reason: 'element 5 has no "resps"' },
  ])
})
