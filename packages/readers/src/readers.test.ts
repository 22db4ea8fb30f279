import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { arrayElements, type ReadRow } from '@retable/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detectFormat } from './detect-format.ts'
import { readOutputs, type Format } from './read-outputs.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-readers-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function rows(content: string | Uint8Array, format?: Format): Promise<ReadRow[]> {
  const file = path.join(directory, 'file')
  await writeFile(file, content)
  return Array.fromAsync(readOutputs(file, format ?? (await detectFormat(file))))
}

test('JSON Lines: ids, questions, one or more outputs, gold', async () => {
  const content = [
    '{"id": 3, "output": "a"}',
    '',
    '{"question": "Q?", "outputs": ["a", "b"], "gold": 18}\r',
  ].join('\n')
  expect(await rows(content)).toEqual([
    { kind: 'output', line: 1, id: 3, outputs: ['a'] },
    { kind: 'output', line: 3, question: 'Q?', outputs: ['a', 'b'], gold: '18' },
  ])
})

test('broken lines are told apart and do not stop the file', async () => {
  const content = [
    '{"id": 1, "output": "a"',
    '[1]',
    '{"id": 1}',
    '{"id": 1, "output": true}',
    '{"id": 1, "outputs": []}',
    '{"output": "a"}',
    '{"id": {}, "output": "a"}',
    '{"id": 1, "output": "a", "gold": []}',
    '{"id": 1, "output": "a"}',
    '{"id": 1, "output": "a", "outputs": ["a"]}',
    '{"id": 1, "output": "a", "gold": " "}',
  ].join('\n')
  const all = await rows(content, 'jsonl')
  expect(
    all.map((row) =>
      row.kind === 'broken' ? `${row.line} ${row.reason}` : row.kind === 'output' && row.line,
    ),
  ).toEqual([
    '1 is not valid JSON; it looks cut off',
    '2 is not a JSON object',
    '3 has no "output"; its fields: id; name them with --columns, as in id=task,output=answer.text',
    '4 "output" is neither a text nor a list of texts',
    '5 "outputs" is an empty list',
    '6 has neither "id" nor "question"; its fields: output; name them with --columns, as in id=task,output=answer.text',
    '7 "id" is neither a text nor a number',
    '8 "gold" is neither a text nor a number',
    9,
    // Twice the same is no contradiction.
    10,
    '11 "gold" is empty',
  ])
})

test('ZeroEval arrays, plain or gzipped, with the lines of broken elements', async () => {
  const content =
    '[\n {"id": "x#0", "session_id": "x#0",\n  "output": ["{[\\"\\n"], "answer": "# 18"},\n {"id": "x#1"}\n]'
  const expected = [
    { kind: 'output', line: 2, element: 1, id: 'x#0', idIsPosition: true, outputs: ['{["\n'], gold: '# 18' },
    { kind: 'broken', line: 4, reason: 'element 2 has no "output"; its fields: id' },
  ]
  const escaped = content.replace('\\"\n', '\\"\\n')
  expect(await rows(escaped)).toEqual(expected)
  expect(await rows(gzipSync(escaped))).toEqual(expected)
})

test('an array that is cut off or damaged is an error with its line', async () => {
  await expect(rows('[\n{"id": 1, "output": ["a"]},\n{"id"')).rejects.toThrow(/file:3: .*cut off/)
  await expect(rows('[\n{"id": 1},\n{bad}]')).rejects.toThrow(/file:3: is not valid JSON$/)
  await expect(rows('[\n{"id": 1},\noops,\n{"id": 2}\n]')).rejects.toThrow(/file:3: is not valid JSON$/)
  await expect(rows('[\n{"id": 1}\n{"id": 2}\n]')).rejects.toThrow(/file:2: is not valid JSON$/)
})

test('what cannot be read says why', async () => {
  await expect(rows('')).rejects.toThrow('is empty')
  await expect(rows('Some words, put down')).rejects.toThrow('--format')
  await expect(detectFormat(path.join(directory, 'none'))).rejects.toThrow('there is no such file')
  await expect(detectFormat(directory)).rejects.toThrow('is a folder')
  await expect(detectFormat('/dev/null')).rejects.toThrow('save what it gives to a file')
  await expect(rows(gzipSync('{"id": 1}\n'.repeat(2000)).subarray(0, 60), 'jsonl')).rejects.toThrow(
    'cannot be read to its end',
  )
})

test('every element of a printed array is found on its line', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), (values) => {
      const text = JSON.stringify(values, null, 1)
      const expected: number[] = []
      let line = 2
      for (const value of values) {
        expected.push(line)
        line += JSON.stringify([value], null, 1).split('\n').length - 2
      }
      const { elements, isClosed } = arrayElements(text)
      expect(isClosed).toBe(true)
      expect(elements.map((element) => element.line)).toEqual(expected)
      expect(elements.map((element) => JSON.parse(element.text) as unknown)).toEqual(JSON.parse(text))
    }),
  )
})

test('texts survive the split into lines, whatever stands in them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }),
      async (texts) => {
        const content = texts.map((output, id) => JSON.stringify({ id, output })).join('\n')
        const read = await rows(content, 'jsonl')
        expect(read.map((row) => row.kind === 'output' && row.outputs[0])).toEqual(texts)
      },
    ),
    { numRuns: 50 },
  )
})
