import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detectFormat, detectPlainFormat } from './detect-format.ts'
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
  [
    'zeroeval',
    'a.json',
    '[\n {"session_id": "1", "chat_history": ["a"], "output": ["b"], "generator": "m"}]',
  ],
  ['zeroeval', 'a.json', `[{"session_id": "1", "model_input": "n/a", "output": ["${long}`],
  // A list of outputs alone, or fields of ZeroEval's beside one text, are nobody's.
  ['json', 'a.json', '[{"id": 1, "output": ["b"], "answer": "7"}]'],
  ['json', 'a.json', '[{"id": 1, "output": "b", "generator": "m"}]'],
  ['json', 'a.json', '[]'],
  ['json', 'a.json', '[{"id": broken'],
  ['lm-eval', 'm_gsm8k.jsonl', '[\n  {\n    "doc_id": 0,\n    "doc": {},\n    "resps": [["x"]]\n  }\n]'],
  ['math-eval', 'a.jsonl', '{"idx": 3, "question": "Q?", "gt": "7", "code": ["x"], "pred": ["7"]}\n'],
  ['jsonl', 'a.jsonl', '{"idx": 3, "code": "print(1)", "output": "1"}\n'],
  [
    'opencompass',
    'a.json',
    '{\n    "0": {\n        "origin_prompt": "Q?",\n        "prediction": "x"\n    }\n}',
  ],
  ['opencompass', 'tmp.jsonl', '{"idx": "0", "origin_prompt": "Q?", "prediction": "x"}\n'],
  ['evalscope', 'a.jsonl', '{"index": 0, "messages": [], "sample_score": {"score": {}}}\n'],
  ['evalscope', 'a.jsonl', `{"index": 0, "target": ["7"], "messages": [{"role": "user", "content": "${long}`],
  ['lm-eval', 'a.jsonl', `[{"doc_id": 0, "doc": {}, "target": "7", "arguments": [["${long}`],
  ['jsonl', 'a.jsonl', '{"index": 0, "input": "Q?", "target": "7", "output": "x"}\n'],
  ['evalscope', 'a.jsonl', '{"index": 0, "model": "m", "model_output": {"choices": []}}\n'],
  ['evalscope', 'a.jsonl', '{"index": 0, "raw_input": {}, "choices": [], "reviewed": true}\n'],
  // What stands within a value tells nothing.
  ['jsonl', 'a.jsonl', '{"id": 1, "meta": {"doc_id": 0, "resps": 1}, "output": "x"}\n'],
  ['csv', 'a.csv', 'id,output\n'],
  ['csv', 'a.CSV', '[a],{b}\n'],
  ['csv', 'a.tsv', 'id\toutput\n'],
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

test('an object over several lines that is none of the known is one error, and not one for each line', async () => {
  const file = path.join(directory, 'printed.json')
  await writeFile(file, JSON.stringify({ model: 'm', rows: [{ id: 1, output: 'x' }] }, null, 2))
  await expect(detectFormat(file)).rejects.toThrow(
    /printed\.json:1: is one JSON object over several lines, with model, rows,/,
  )
  await writeFile(file, '{"id": 1, "output": "cut\n{"id": 2, "output": "x"}\n')
  expect(await detectFormat(file)).toBe('jsonl')
})

test.each([
  ['jsonl', 'a.jsonl', '{"idx": 3, "gt": "7", "code": ["x"]}\n'],
  ['json', 'a.json', '[{"session_id": "1", "model_input": "n/a", "output": ["b"]}]'],
  ['csv', 'table', 'doc;text\n1;x\n'],
])('fields that are named are those of %s', async (format, name, content) => {
  const file = path.join(directory, name)
  await writeFile(file, content)
  expect(await detectPlainFormat(file)).toBe(format)
})

test.each([
  ['id,output\n1,x\n', 'csv'],
  ['\ufeffPrompt;Completion;n\nQ?;x;2\n', 'csv'],
  ['item\tid\tgenerated_text\n1\t2\tx\n', 'csv'],
  ['id,answer\n1,x\n', undefined],
  ['So the output, in words, is small.\nid,output\n', undefined],
])('the table %j is told by its header, under any name', async (content, format) => {
  const file = path.join(directory, 'stdin')
  await writeFile(file, content)
  const detected = detectFormat(file)
  if (format === undefined) await expect(detected).rejects.toThrow('name it with --format')
  else expect(await detected).toBe(format)
})

test('fields of a log have places of their own', async () => {
  const file = path.join(directory, 'log.json')
  await writeFile(file, '{\n  "version": 2,\n  "eval": {}\n}')
  await expect(detectPlainFormat(file)).rejects.toThrow(
    'looks like inspect, whose fields have places of their own',
  )
})
