import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ReadRow } from '@retable/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Columns } from '../options.ts'
import { readRows } from './read-rows.ts'
import { valueAt } from './value-at.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-rows-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function read(content: string, columns?: Columns): Promise<ReadRow[]> {
  const file = path.join(directory, 'file.jsonl')
  await writeFile(file, content)
  return Array.fromAsync(readRows(file, { columns }))
}

const rows = (all: readonly object[], columns?: Columns) =>
  read(all.map((row) => JSON.stringify(row)).join('\n'), columns)

const reasons = (all: readonly ReadRow[]) => all.map((row) => (row.kind === 'broken' ? row.reason : row.kind))

describe('names that outputs have', () => {
  test.each([
    [{ completion: 'x' }, ['x']],
    [{ completions: ['x', 'y'] }, ['x', 'y']],
    [{ response: 'x' }, ['x']],
    [{ generation: 'x' }, ['x']],
    [{ prediction: ['x', 'y'] }, ['x', 'y']],
    [{ generated_text: 'x' }, ['x']],
    [{ output_str: '' }, ['']],
    [
      {
        messages: [
          { role: 'user', content: 'Q?' },
          { role: 'assistant', content: 'x' },
        ],
      },
      ['x'],
    ],
    [
      {
        messages: [
          {
            role: 'assistant',
            content: [
              { type: 'text', text: 'x' },
              { type: 'text', text: 'y' },
            ],
          },
        ],
      },
      ['x\ny'],
    ],
    [{ response: { role: 'assistant', content: 'x' } }, ['x']],
    // Other case, and a number where there is no other field.
    [{ Output: 'x' }, ['x']],
    [{ prediction: 18 }, ['18']],
    [{ Response: -0.5 }, ['-0.5']],
    [{ output: null, completion: 'x', generation: 3 }, ['x']],
    // What cannot be an output is none: null, a number, the prompt's messages, the same text once more.
    [{ output: null, completion: 'x' }, ['x']],
    [{ response: 'x', prediction: 18 }, ['x']],
    [{ output: 'x', messages: [{ role: 'user', content: 'Q?' }] }, ['x']],
    [
      {
        output: 'x',
        messages: [
          { role: 'user', content: 'Q?' },
          { role: 'assistant', content: 'x' },
        ],
      },
      ['x'],
    ],
  ])('%j', async (row, outputs) => {
    expect(await rows([{ id: 4, ...row }])).toEqual([{ kind: 'output', line: 1, id: 4, outputs }])
  })

  test.each([
    [{ completion: 'x', response: 'y' }, 'completion', 'response'],
    [{ output: 'x', prediction: 'y' }, 'output', 'prediction'],
    [{ generated_text: 'x', messages: [{ role: 'assistant', content: 'y' }] }, 'generated_text', 'messages'],
  ])('two that differ in one row are an error: %j', async (row, first, second) => {
    const before = { id: 0, output: 'x' }
    await expect(rows([before, { id: 1, ...row }])).rejects.toThrow(
      `file.jsonl:2: has both "${first}" and "${second}"; say which is the output, as in --columns output=${first}`,
    )
    expect(await rows([{ id: 1, ...row }], { output: second })).toMatchObject([{ outputs: ['y'] }])
  })

  test('what holds no text says so, and where the text may lie', async () => {
    const none = [
      { id: 1, response: { body: {} } },
      { id: 1, messages: [{ role: 'user', content: 'Q?' }] },
    ]
    expect(reasons(await rows(none))).toEqual([
      '"response" is neither a text nor a list of texts; name them with --columns, as in id=task,output=answer.text',
      '"messages" does not end with an answer of the assistant; name them with --columns, as in id=task,output=answer.text',
    ])
    expect(await rows([{ id: 1, output: null }])).toMatchObject([
      { outputs: [''], failed: { indexes: [0], reason: '"output" is null: the model gave no output' } },
    ])
  })
})

test('names in other case are read, but not where two are spelled so', async () => {
  expect(await rows([{ ID: 5, Question: 'Q?', Gold: '7', OUTPUT: 'x' }])).toEqual([
    { kind: 'output', line: 1, id: 5, question: 'Q?', gold: '7', outputs: ['x'] },
  ])
  expect(await rows([{ id: 5, ID: 6, output: 'x' }])).toMatchObject([{ id: 5 }])
  expect((await rows([{ Id: 5, ID: 6, output: 'x' }]))[0]).toMatchObject({ kind: 'broken' })
  await expect(rows([{ id: 5, output: 'x', Output: 'y' }])).rejects.toThrow('has both "output" and "Output"')
})

test('a number that lost its last digits, or stands beside another field, is no output', async () => {
  const all = await read(
    '{"id": 1, "output": 12345678901234567890}\n{"id": 2, "output": null, "generation": 3}',
  )
  expect(all).toMatchObject([{ kind: 'broken' }, { failed: { indexes: [0] } }])
})

describe('columns', () => {
  const batch = {
    id: 'batch_1',
    custom_id: '17',
    response: { body: { choices: [{ message: { content: 'x' } }] } },
    error: null,
  }
  test('are paths, in objects and lists', async () => {
    const output = 'response.body.choices.0.message.content'
    expect(await rows([batch], { id: 'custom_id', output })).toEqual([
      { kind: 'output', line: 1, id: '17', outputs: ['x'] },
    ])
    const nested = {
      data: { question: 'Q?', answer: ['7'] },
      tries: { last: [{ role: 'assistant', content: 'y' }] },
    }
    const columns = { question: 'data.question', gold: 'data.answer', output: 'tries.last' }
    expect(await rows([nested], columns)).toEqual([
      { kind: 'output', line: 1, question: 'Q?', gold: '7', outputs: ['y'] },
    ])
  })

  test('of a batch are named where they lack, and a request of it that failed is no broken row', async () => {
    const map = { id: 'custom_id', output: 'response.body.choices.0.message.content' }
    const [hint] = reasons(await rows([batch]))
    expect(hint).toContain('--columns id=custom_id,output=response.body.choices.0.message.content')
    const answers = [
      { custom_id: '1', response: { status_code: 500, body: {} }, error: null },
      { custom_id: '2', response: { status_code: 429, body: { error: { message: 'too fast' } } } },
      { custom_id: '3', response: null, error: { code: 'expired', message: 'too late' } },
      { custom_id: '4', response: { status_code: 200, body: { choices: [] } }, error: null },
    ]
    const read = await rows(answers, map)
    expect(read.map((row) => (row.kind === 'output' ? row.failed?.reason : row.kind))).toEqual([
      'ended in an error: status 500',
      'ended in an error: too fast',
      'ended in an error: too late',
      'broken',
    ])
  })

  test('that a row lacks make it broken, each by its name', async () => {
    const broken = [{ id: 1, text: 'x' }, { text: 'x' }, { id: 1 }]
    expect(reasons(await rows(broken, { output: 'text', gold: 'a.b' }))).toEqual(
      ['id, text', 'text', 'id'].map((fields) => `has no "a.b"; its fields: ${fields}`),
    )
    expect(reasons(await rows([{ id: 1, a: {} }], { output: 'a.text' }))).toEqual([
      'has no "a.text"; its fields: id, a',
    ])
  })

  test('name fields of their own with dots, and places from the end', () => {
    expect(valueAt({ 'a.b': 1, a: { b: 2 } }, 'a.b')).toBe(1)
    expect(valueAt({ 'a.b': { c: 1 } }, 'a.b.c')).toBe(1)
    expect(valueAt({ a: [1, { b: 2 }] }, 'a.-1.b')).toBe(2)
    for (const path of ['a.constructor', 'a.length', 'a.5', 'a.0.b', 'toString', '__proto__.x', 'a.']) {
      expect(valueAt({ a: [1] }, path)).toBeUndefined()
    }
  })
})

test('what Python writes and JSON does not know is passed over where it is not used', async () => {
  const content = [
    '{"id": 0, "output": "x", "loss": NaN}',
    '{"id": 1, "outputs": ["x"], "logprobs": [-Infinity, Infinity], "gold": NaN, "question": NaN}',
    '{"id": NaN, "question": "NaN?", "output": "x"}',
    '{"id": 3, "output": NaN}',
    '{"id": NaN, "output": "x"}',
  ].join('\n')
  const all = await read(content)
  expect(all.slice(0, 3)).toEqual([
    { kind: 'output', line: 1, id: 0, outputs: ['x'] },
    { kind: 'output', line: 2, id: 1, outputs: ['x'] },
    { kind: 'output', line: 3, question: 'NaN?', outputs: ['x'] },
  ])
  expect(all[3]).toMatchObject({ kind: 'output', id: 3, failed: { indexes: [0] } })
  expect(reasons(all.slice(4))).toEqual([expect.stringContaining('has neither "id" nor "question"')])
  const array = await read(`[${content.replaceAll('\n', ',\n')}]`)
  expect(array.map(({ kind }) => kind)).toEqual(all.map(({ kind }) => kind))
})

test('without an id or question the prompt is the question', async () => {
  const prompts = [
    { prompt: 'Q?', response: 'x' },
    { problem: 'Q?', input: 'other', response: 'x' },
    {
      messages: [
        { role: 'user', content: 'Q?' },
        { role: 'assistant', content: 'x' },
      ],
    },
    { prompt: [{ role: 'user', content: 'Q?' }], completion: 'x' },
  ]
  for (const row of await rows(prompts)) expect(row).toMatchObject({ question: 'Q?', outputs: ['x'] })
  // With an id the prompt may be any.
  expect((await rows([{ id: 1, prompt: 'P', response: 'x' }]))[0]).not.toHaveProperty('question')
})

test('elements of an array are placed, and those that cannot be read are named', async () => {
  const all = await read('[{"id": 7, "output": "x"},\n{"id": 8}, 5]')
  expect(all[0]).toEqual({ kind: 'output', line: 1, element: 1, id: 7, outputs: ['x'] })
  expect(all.slice(1)).toMatchObject([
    { line: 2, reason: expect.stringMatching(/^element 2 has no "output"/) },
    { line: 2, reason: 'element 3 is not a JSON object' },
  ])
})

test('ids that differ in their last digits alone are two', async () => {
  const content =
    '{"id": 12345678901234567890, "output": "x", "n": NaN}\n{"id": 12345678901234567891, "output": "x"}'
  expect((await read(content)).map((row) => row.kind === 'output' && row.id)).toEqual([
    '12345678901234567890',
    '12345678901234567891',
  ])
})

test('a gold keeps its last digits', async () => {
  const content =
    '{"id": 1, "output": "x", "gold": 12345678901234567891}\n{"id": 2, "output": "x", "gold": [9007199254740993]}'
  expect((await read(content)).map((row) => row.kind === 'output' && row.gold)).toEqual([
    '12345678901234567891',
    '9007199254740993',
  ])
})
