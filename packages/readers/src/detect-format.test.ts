import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detectFormat } from './detect-format.ts'
import { zipOf } from './testing.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-detect-'))
})
afterAll(() => rm(directory, { recursive: true }))

const long = 'x'.repeat(2 ** 17)
const samples = 'samples_t_2026-01-31T12-00-00.123456.jsonl'

test.each([
  ['jsonl', 'a.jsonl', '{"id": 1, "output": "x"}\n'],
  ['jsonl', 'a.json', '{"id": 1, "version": 2}\n{"eval": 1}'],
  ['jsonl', 'a.jsonl', `{"output": "\\"doc_id\\":\\"resps\\": ${long}"}\n`],
  ['jsonl', 'a.jsonl', '{"id": broken\n'],
  ['zeroeval', 'a.json', '[{"id": 1}]'],
  ['csv', 'a.csv', 'id,output\n'],
  ['csv', 'a.CSV', '[a],{b}\n'],
  ['lm-eval', 'a.jsonl', '{"target": "1", "doc_id": 0, "resps": [["x"]], "acc": NaN}\n'],
  ['lm-eval', 'a.jsonl', `{"doc_id": 0, "doc": "${long}"`],
  ['lm-eval', samples, '{"doc": broken\n'],
  ['inspect', 'a.json', '{\n  "version": 2,\n  "status": "success",\n  "eval": {\n'],
  ['inspect', 'a.json', `{"version": 2, "status": "success", "eval": {}, "samples": ["${long}"]}`],
  ['inspect', 'a.eval', zipOf([])],
  ['inspect', 'renamed', zipOf([{ name: 'header.json', text: '{}' }])],
  ['inspect', 'cut.eval', 'no zip'],
])('%s: %s', async (format, name, content) => {
  const file = path.join(directory, name)
  await writeFile(file, content)
  expect(await detectFormat(file)).toBe(format)
  if (typeof content !== 'string') return
  await writeFile(`${file}.gz`, gzipSync(content))
  if (format !== 'inspect' || name.endsWith('.json')) expect(await detectFormat(`${file}.gz`)).toBe(format)
})
