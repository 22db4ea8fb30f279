import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Comparison, GateReport } from '@retable/core'
import { expect, test } from 'vitest'
import { retable, versionsFolder } from './testing-versions.ts'

interface Given {
  readonly reward: (problem: number) => number
  readonly answer?: (problem: number) => string | null
  readonly prompt?: (problem: number) => string
  readonly bundle?: { readonly benchmark: string; readonly config: object }
}

/** Writes 60 problems as NeMo Evaluator 0.3.0 does (engine/eval_loop.py, engine/artifacts.py), made up. */
async function writeNemo(
  folder: string,
  name: string,
  { reward, answer, prompt = (i) => `What is ${i}?`, bundle }: Given,
) {
  const lines = Array.from({ length: 60 }, (_, i) => ({
    ...{ problem_idx: i, repeat: 0, reward: reward(i), scorer_rewards: {}, prompt: prompt(i) },
    ...{ model_response: `text ${i} of ${name}`, extracted_answer: answer?.(i) ?? null },
    ...{ expected_answer: String(i), scoring_details: { method: 'exact' }, metadata: {}, tokens: 3, latency_ms: 1 }, // prettier-ignore
  })).map((row) => `${JSON.stringify(row)}\n`)
  await mkdir(path.join(folder, name))
  await writeFile(path.join(folder, name, 'results.jsonl'), lines.join(''))
  if (bundle === undefined) return
  const text = JSON.stringify({ config: bundle.config, benchmark: { name: bundle.benchmark } })
  await writeFile(path.join(folder, name, `eval-20260701T000000Z-${bundle.benchmark}.json`), text)
}

async function compared(folder: string, ...words: string[]) {
  const { stdout, stderr, exitCode } = await retable(folder, 'compare', ...words)
  const [comparison] = exitCode === 0 && words.includes('--json') ? (JSON.parse(stdout) as Comparison[]) : []
  return { stdout, stderr, exitCode, one: comparison?.benchmarks[0] }
}

const right = (problem: number) => (problem % 3 === 0 ? 0 : 1)
const worse = (problem: number) => (problem % 3 === 0 || problem < 5 ? 0 : 1)

test('the bundle beside the results names the benchmark, and what they were asked with', async () => {
  const folder = await versionsFolder()
  const bundle = (model: string, temperature: number) => ({
    bundle: { benchmark: 'theirs', config: { model, temperature, seed: 1 } },
  })
  await writeNemo(folder, 'v1', { reward: right, ...bundle('m1', 0) })
  await writeNemo(folder, 'v2', { reward: worse, ...bundle('m2', 0) })
  await writeNemo(folder, 'v3', { reward: worse, ...bundle('m3', 0.7) })
  const { one } = await compared(folder, 'v1/results.jsonl', 'v2/results.jsonl', '--json')
  expect(one).toMatchObject({ setting: 'theirs', better: 0, worse: 3, doubts: [], differing: [] })
  const { exitCode, stderr } = await compared(folder, 'v1/results.jsonl', 'v3/results.jsonl')
  expect([exitCode, stderr.includes('temperature: 0 and 0.7')]).toEqual([2, true])
})

test('problems of one number that are not the same are no pairs', async () => {
  const folder = await versionsFolder()
  await writeNemo(folder, 'a', { reward: right })
  await writeNemo(folder, 'b', { reward: right, prompt: (i) => (i < 2 ? 'Another one?' : `What is ${i}?`) })
  const files = ['a/results.jsonl', 'b/results.jsonl']
  expect((await compared(folder, ...files)).stderr).toContain(
    '2 of 60 have another prompt or right answer (the first is 0)',
  )
  expect((await compared(folder, ...files, '--anyway')).stdout).toContain('compared anyway: items: 2 of 60')
})

test('one problem and repeat twice is told; gzipped files and texts are read', async () => {
  const folder = await versionsFolder()
  await writeNemo(folder, 'a', { reward: right })
  await writeNemo(folder, 'b', { reward: worse })
  const row = '{"problem_idx":7,"reward":1,"repeat":2}\n'
  await writeFile(path.join(folder, 'twice.jsonl'), `\n${row}${row}`)
  await writeFile(path.join(folder, 'once.jsonl.gz'), gzipSync(row))
  expect((await compared(folder, 'twice.jsonl', 'twice.jsonl')).stderr).toContain(
    'twice.jsonl:3: problem 7, repeat 2 stands in line 2, too',
  )
  expect((await compared(folder, 'once.jsonl.gz', 'once.jsonl.gz')).exitCode).toBe(0)
  const { stdout } = await compared(folder, 'a/results.jsonl', 'b/results.jsonl', '--show', 'flips')
  expect(stdout).toMatch(/1: 100.0 % → 0.0 %\n {4}baseline: {2}text 1 of a\n {4}candidate: text 1 of b/)
})

test('rewards that one side alone has beyond 1 leave no conclusion, and no fault', async () => {
  const folder = await versionsFolder()
  await writeNemo(folder, 'a', { reward: (i) => i % 11 })
  await writeNemo(folder, 'b', { reward: right })
  for (const files of [
    ['a', 'b'],
    ['b', 'a'],
  ].map((names) => names.map((name) => `${name}/results.jsonl`))) {
    const { one, stderr } = await compared(folder, ...files, '--json')
    expect(one, stderr).toMatchObject({ bounds: { least: 0, most: 10 }, doubts: [expect.any(String)] })
    const { stdout, exitCode } = await retable(folder, 'gate', '--baseline', files[0]!, '--candidate', files[1]!, '--json') // prettier-ignore
    expect([exitCode, (JSON.parse(stdout) as GateReport).verdict]).toEqual([4, 'undecided'])
  }
})

test('where nothing is extracted no answer is missing', async () => {
  const folder = await versionsFolder()
  await writeNemo(folder, 'a', { reward: right })
  await writeNemo(folder, 'b', { reward: right, answer: (i) => (right(i) === 1 ? String(i) : null) })
  const files = (name: string) => [`${name}/results.jsonl`, `${name}/results.jsonl`]
  expect((await compared(folder, ...files('a'), '--json')).one!.unanswered).toBeNull()
  expect((await compared(folder, ...files('b'), '--json')).one!.unanswered).toMatchObject({ baseline: 1 / 3 })
})
