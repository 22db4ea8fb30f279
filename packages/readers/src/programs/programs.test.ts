import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ReadRow } from '@retable/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { detectFormat } from '../detect-format.ts'
import { readOutputs, type Format } from '../read-outputs.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-programs-'))
})
afterAll(() => rm(directory, { recursive: true }))

/** Rows of a file whose format must be told from its content. */
async function read(format: Format, content: string): Promise<ReadRow[]> {
  const file = path.join(directory, 'file.json')
  await writeFile(file, content)
  expect(await detectFormat(file)).toBe(format)
  return Array.fromAsync(readOutputs(file, format))
}

const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const reasons = (all: readonly ReadRow[]) => all.map((row) => (row.kind === 'broken' ? row.reason : row.kind))

describe('math-evaluation-harness', () => {
  const first = {
    idx: 5,
    question: 'Q?',
    gt_cot: 'so 7',
    gt: '7',
    code: ['a', 'b'],
    pred: ['7', '8'],
    report: [null],
  }
  const common = {
    kind: 'output',
    line: 1,
    id: 5,
    question: 'Q?',
    gold: '7',
    idIsPosition: true,
    isOwnIfUnknown: true,
  }

  test('each sample is a row, with the score that the file states for it', async () => {
    expect(await read('math-eval', lines([{ ...first, score: [true, false] }]))).toEqual([
      { kind: 'log', unit: 'sample', scores: {} },
      { ...common, outputs: ['a'], logScores: { score: 1 } },
      { ...common, outputs: ['b'], logScores: { score: 0 } },
    ])
  })

  test('without scores nothing is stated, and scores of another number are none', async () => {
    expect(await read('math-eval', lines([first]))).toEqual([
      { ...common, outputs: ['a'] },
      { ...common, outputs: ['b'] },
    ])
    const [log, one] = await read('math-eval', lines([{ ...first, score: [1] }]))
    expect([log?.kind, one]).toEqual(['log', { ...common, outputs: ['a'] }])
  })

  test('a text alone, a problem and a number as gold are read; what lacks is named', async () => {
    const rows = [
      { idx: 0, problem: 'P?', gt: 0.5, code: 'x' },
      { idx: 1, gt: '7', code: [] },
      { gt: '7', code: ['x'] },
      { idx: 2, question: 'Q?', gt: '7' },
    ]
    const all = await read('math-eval', lines(rows))
    expect(all[0]).toMatchObject({ id: 0, question: 'P?', gold: '0.5', outputs: ['x'] })
    expect(reasons(all.slice(1))).toEqual([
      '"code" is an empty list',
      'has neither "idx" nor "question"',
      'has no "code"',
    ])
  })
})

describe('OpenCompass', () => {
  const chat = [
    { role: 'HUMAN', prompt: 'example' },
    { role: 'BOT', prompt: 'answer' },
    { role: 'HUMAN', prompt: 'Q?' },
  ]
  const members = {
    0: { origin_prompt: chat, prediction: 'x', gold: '#### 7' },
    12: { gold: ['7'], prediction: ['x', 'y'], origin_prompt: 'Question: Q?' },
    13: { origin_prompt: 'Q?', prediction: 1 },
  }

  test.each([0, 4])(
    'members are items by their row in the data set, printed with %d spaces',
    async (indent) => {
      const all = await read('opencompass', JSON.stringify(members, null, indent))
      const common = { kind: 'output', line: indent === 0 ? 1 : 2, idIsPosition: true }
      expect(all[0]).toEqual({ ...common, id: '0', question: 'Q?', gold: '#### 7', outputs: ['x'] })
      expect(all[1]).toMatchObject({ id: '12', question: 'Question: Q?', gold: '7', outputs: ['x', 'y'] })
      expect(all[2]).toMatchObject({ reason: '"prediction" is neither a text nor a list of texts' })
    },
  )

  test('a run that has not ended has one a line', async () => {
    const rows = Object.entries(members).map(([idx, member]) => ({ idx, ...member }))
    const all = await read('opencompass', lines(rows))
    expect(all.slice(0, 2)).toMatchObject([
      { line: 1, id: '0' },
      { line: 2, id: '12' },
    ])
  })

  test('a file that is cut off is an error with its line', async () => {
    const text = JSON.stringify(members, null, 2)
    await expect(read('opencompass', text.slice(0, -40))).rejects.toThrow(
      /file\.json:\d+: the file ends inside/,
    )
    await expect(read('opencompass', text.replace('"gold"', '"gold'))).rejects.toThrow('file.json')
  })
})

describe('EvalScope', () => {
  const score = { value: { acc: 1, ok: true, none: null }, extracted_prediction: '7', prediction: 'so 7' }
  const review = {
    index: 3,
    target: ['7', '7.0'],
    messages: [
      { role: 'user', content: 'Q? Reason.' },
      { role: 'assistant', content: 'so 7' },
    ],
    sample_score: { score, sample_id: 3, group_id: 1, generation_index: 1, sample_metadata: {} },
  }
  const log = { kind: 'log', unit: 'sample', scores: {} }
  const row = {
    kind: 'output',
    line: 1,
    id: 1,
    idIsPosition: true,
    part: { kind: 'epoch', index: 2 },
    question: 'Q? Reason.',
    outputs: ['so 7'],
    gold: '7',
    logScores: { acc: 1, ok: 1 },
  }

  test('reviews: the group is the item, and the generation its sample', async () => {
    expect(await read('evalscope', lines([review]))).toEqual([log, row])
  })

  test('older reviews have the prompt and the target as texts, and may lack groups', async () => {
    const { index } = review
    const older = { index, input: 'Q?', target: '7', sample_score: { score, sample_id: 3, group_id: null } }
    const common = Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'part'))
    expect(await read('evalscope', lines([older]))).toEqual([log, { ...common, id: 3, question: 'Q?' }])
    const empty = { ...older, target: '', sample_score: { score: {} } }
    expect(reasons(await read('evalscope', lines([empty])))).toEqual(['log', 'holds no prediction'])
  })

  test('predictions hold no gold', async () => {
    const message = {
      role: 'assistant',
      content: [
        { type: 'reasoning', reasoning: 'r' },
        { type: 'text', text: 'x' },
      ],
    }
    const prediction = {
      index: 0,
      model: 'm',
      model_output: { choices: [{ message }] },
      messages: review.messages,
    }
    const [, only] = await read('evalscope', lines([prediction]))
    const common = { kind: 'output', line: 1, id: 0, idIsPosition: true }
    expect(only).toEqual({ ...common, question: 'Q? Reason.', outputs: ['x'], logScores: {} })
  })

  test('before 1.0 each choice has its message and review', async () => {
    const choice = (content: string, result: unknown) => ({
      index: 0,
      message: { role: 'assistant', content },
      review: { gold: '7', pred: '7', result },
    })
    const before = {
      index: 2,
      raw_input: { question: 'Q?', answer: '#### 7' },
      choices: [choice('a', true), choice('b', { AverageAccuracy: 0 })],
      reviewed: true,
      review_id: 'r',
    }
    const common = { kind: 'output', line: 1, id: 2, idIsPosition: true, question: 'Q?', gold: '7' }
    expect(await read('evalscope', lines([before]))).toEqual([
      log,
      { ...common, outputs: ['a'], logScores: { result: 1 } },
      { ...common, outputs: ['b'], logScores: { AverageAccuracy: 0 } },
    ])
  })
})
