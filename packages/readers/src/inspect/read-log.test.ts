import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ReadRow } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { zipOf } from '../testing.ts'
import { readInspect } from './read-log.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-inspect-'))
})
afterEach(() => rm(directory, { recursive: true }))

const dataset = { name: 'd', samples: 100, sample_ids: [1, 2] }
const header = {
  version: 2,
  status: 'success',
  eval: { task: 'sums', dataset, config: { limit: 2, epochs: 2 } },
  results: {
    total_samples: 4,
    completed_samples: 4,
    scores: [{ name: 'match', metrics: { accuracy: { value: 0.75 }, stderr: { value: 0.1 } } }],
  },
}
const sample = {
  id: 1,
  epoch: 1,
  input: 'Q?',
  target: ' 2 ',
  output: { completion: 'two', choices: [] },
  scores: { match: { value: 'C' }, other: { value: 'long text' } },
}
const row = {
  kind: 'output',
  line: 0,
  id: 1,
  idIsPosition: true,
  part: { kind: 'epoch', index: 1 },
  question: 'Q?',
  outputs: ['two'],
  gold: '2',
  logScores: { match: 1 },
}

async function read(content: string | Buffer): Promise<ReadRow[]> {
  const file = path.join(directory, 'log')
  await writeFile(file, content)
  return Array.fromAsync(readInspect(file, {}))
}

const readJson = (samples: unknown, rest: object = header) =>
  read(JSON.stringify({ ...rest, samples }, null, 1))

function readArchive(entries: Readonly<Record<string, unknown>>) {
  const list = Object.entries(entries)
  return read(
    zipOf(
      list.map(([name, value]) => ({
        name,
        text: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    ),
  )
}

test('both forms of a log give the same rows, epoch after epoch', async () => {
  const second = { ...sample, epoch: 2, output: { completion: 'three' }, scores: { match: { value: 'I' } } }
  const expected = [
    { kind: 'log', task: 'sums', status: 'success', unit: 'sample', rows: 4, scores: { match: 0.75 } },
    row,
    { ...row, part: { kind: 'epoch', index: 2 }, outputs: ['three'], logScores: { match: 0 } },
  ]
  expect(await readJson([second, sample])).toEqual(expected)
  expect(
    await readArchive({
      '_journal/start.json': { eval: {} },
      'samples/1_epoch_2.json': second,
      'samples/1_epoch_1.json': sample,
      'summaries.json': [],
      'header.json': header,
    }),
  ).toEqual(expected)
})

test('chats, lists of parts, attachments, choices and lists of targets', async () => {
  const key = 'a'.repeat(32)
  const rows = await readJson([
    {
      id: 'x',
      input: [
        { role: 'user', content: 'first' },
        {
          role: 'user',
          content: [{ type: 'image' }, { type: 'text', text: 'last' }, { type: 'text', text: 'part' }],
        },
        { role: 'assistant', content: 'no' },
      ],
      target: ['B', 'C'],
      choices: ['one', 'two'],
      output: { choices: [{ message: { content: [{ type: 'text', text: `attachment://${key}` }] } }] },
      attachments: { [key]: 'kept' },
      scores: { a: { value: true }, b: { value: 0.5 }, c: { value: 'P' }, d: { value: 'toString' }, e: 1 },
    },
  ])
  expect(rows[1]).toEqual({
    kind: 'output',
    line: 0,
    id: 'x',
    idIsPosition: true,
    question: 'last\npart',
    outputs: ['kept'],
    gold: 'B',
    choices: ['one', 'two'],
    logScores: { a: 1, b: 0.5, c: 0.5 },
  })
})

test('samples that cannot be scored are named', async () => {
  const rows = await readJson([
    5,
    { ...sample, id: undefined },
    { ...sample, output: {} },
    { ...sample, error: { message: 'boom' } },
    { ...sample, input: [] },
    { ...sample, output: { completion: '', choices: [] }, target: '' },
  ])
  expect(rows.slice(1).map((one) => (one.kind === 'broken' ? one.reason : one.kind))).toEqual([
    'element 1 of "samples" is not a JSON object',
    'element 2 of "samples" has no "id"',
    'element 3 of "samples" has no completion',
    'element 4 of "samples" ended in an error: boom',
    'element 5 of "samples" has no text in its "input"',
    'output',
  ])
  expect(rows.at(-1)).toMatchObject({ outputs: [''] })
  expect(rows.at(-1)).not.toHaveProperty('gold')
  const archived = await readArchive({ 'header.json': header, 'samples/a/../b_epoch_1.json': '{"id": 1' })
  expect(archived[1]).toMatchObject({ reason: 'samples/a/../b_epoch_1.json: is not a JSON object' })
})

test('a run that did not end says how many samples it set out for', async () => {
  const start = { version: 2, eval: header.eval, plan: {} }
  const journal = await readArchive({ '_journal/start.json': start, 'samples/1_epoch_1.json': sample })
  expect(journal).toEqual([
    { kind: 'log', task: 'sums', status: 'started', unit: 'sample', rows: 4, scores: {} },
    row,
  ])
  const config = (limit: unknown) => ({ eval: { dataset: { samples: 100 }, config: { limit, epochs: 3 } } })
  expect((await readJson(undefined, { ...config([10, 30]), status: 'error' }))[0]).toMatchObject({
    status: 'error',
    rows: 60,
  })
  expect((await readJson([], config(null)))[0]).toMatchObject({ rows: 300 })
  expect((await readJson([], { eval: {} }))[0]).not.toHaveProperty('rows')
})

test('the same item twice in one epoch is refused, in both forms of a log', async () => {
  const other = { ...sample, output: { completion: 'three' } }
  const rows = await readJson([sample, { ...sample, epoch: 2 }, { ...other, id: '1' }, { ...sample, id: 11 }])
  expect(rows.slice(1).map((one) => (one.kind === 'broken' ? one.reason : one.kind))).toEqual([
    'output',
    'element 3 of "samples" is sample 1 of epoch 1 a second time',
    'output',
    'output',
  ])
  const archived = await readArchive({
    'header.json': header,
    'samples/1_epoch_1.json': sample,
    'samples/one_epoch_1.json': other,
  })
  expect(archived.slice(1).map(({ kind }) => kind)).toEqual(['output', 'broken'])
  expect(archived[2]).toMatchObject({
    reason: 'samples/one_epoch_1.json: is sample 1 of epoch 1 a second time',
  })
})

test('scores are stated by scorer, part and reducer', async () => {
  const stated = (name: string, value: number, rest: object = {}) => ({
    name,
    scorer: name,
    metrics: { accuracy: { value } },
    ...rest,
  })
  const scores = [
    stated('match', 0.25, { reducer: 'mean' }),
    stated('match', 0.5, { reducer: 'max' }),
    stated('match', 0.75, { reducer: 'pass_at_2' }),
    // Of one epoch, and of older logs.
    stated('other', 0.125, { reducer: null }),
    stated('match1', 1, { scorer: 'match' }),
    stated('style', 0.5, { scorer: 'judge', metrics: { mean: { value: 0.375 } } }),
    stated('match', 0.625),
  ]
  const parted = { ...sample, scores: { judge: { value: { style: 1, other: 'I', text: 'x' } } } }
  const [log, only] = await readJson([parted], { ...header, results: { scores } })
  expect(log).toMatchObject({
    scores: { match: 0.25, other: 0.125, match1: 1, 'judge/style': 0.375 },
    reduced: [
      { name: 'match', reducer: 'max', value: 0.5 },
      { name: 'match', reducer: 'pass_at_2', value: 0.75 },
    ],
  })
  expect(only).toMatchObject({ logScores: { 'judge/style': 1, 'judge/other': 0 } })
})

test('NaN among the scores is no score', async () => {
  const text = JSON.stringify({ ...header, samples: [{ ...sample, scores: { match: { value: 'nan' } } }] })
  const [log, only] = await read(text.replace('"nan"', 'NaN').replace('0.75', 'NaN'))
  expect([log, only]).toMatchObject([{ scores: {} }, { logScores: {} }])
})

test('what is no log says so', async () => {
  await expect(read('{"version": 2, "eval"')).rejects.toThrow('is not a JSON object; it may be cut off')
  await expect(read('{"version": 2}')).rejects.toThrow('has no "eval", so it is no log of Inspect')
  await expect(readArchive({ 'x.json': {} })).rejects.toThrow('so it is no log of Inspect')
  await expect(readArchive({ 'header.json': '[' })).rejects.toThrow(
    'the entry header.json: is not a JSON object',
  )
  const whole = zipOf([{ name: 'header.json', text: '{}' }])
  await expect(read(whole.subarray(0, -10))).rejects.toThrow('is no whole zip archive')
})
