import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import type { BrokenRow } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBenchmark } from '../../benchmarks/find-benchmark.ts'
import { scoreFile, type ScoredSample, type ScoreOptions } from '../score-file.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-pool-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** Everything that scoring a file tells, in the order in which it is told. */
async function score(benchmark: string, lines: readonly unknown[], options: Partial<ScoreOptions>) {
  const file = path.join(directory, 'outputs.jsonl')
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  const told: (ScoredSample | BrokenRow)[] = []
  const result = await scoreFile({
    benchmark: await findBenchmark(benchmark),
    file,
    assets: openAssets({ directory: path.join(directory, 'store') }),
    onSample: (sample) => void told.push(sample),
    onBroken: (row) => void told.push(row),
    ...options,
  }).catch((error: unknown) => ({ error }))
  return { result, told }
}

const golds = ['\\frac{1}{2}', '(1,2]', 'x^2+1', '-7', '\\sqrt{3}', '12,000', '\\text{east}']

/** Right, respelled, wrong and missing answers, alone and several in a row, and rows that cannot be scored. */
const mathRows = Array.from({ length: 4000 }, (_, i) => {
  const gold = golds[i % golds.length]!
  const id = `item ${i % 700}`
  if (i % 97 === 13) return { id, gold: 'another', output: '' }
  if (i % 101 === 7) return { id, gold, output: 1 }
  const outputs = [
    `so \\boxed{${gold}}`,
    `\\boxed{ ${gold.replace('frac', 'dfrac')}}`,
    `\\boxed{${golds[i % 5]!}}`,
    'I give up.',
  ]
  return i % 3 === 0 ? { id, gold, outputs } : { id, gold, output: outputs[i % 4] }
})

test('with and without worker threads a file scores the same, and everything is told in the same order', async () => {
  const alone = await score('math', mathRows, { workers: 0 })
  expect(alone.told.length).toBeGreaterThan(7000)
  expect(alone.result).toMatchObject({ variant: 'symbolic', n: 700, brokenLines: expect.any(Number) })
  for (const workers of [1, 2]) {
    const pooled = await score('math', mathRows, { workers })
    expect(pooled.result).toEqual(alone.result)
    expect(JSON.stringify(pooled.told)).toBe(JSON.stringify(alone.told))
  }
})

/** A benchmark of the user's, in a module of its own; `grade` is the body of the function. */
async function ownBenchmark(grade: string, split: object = { size: 0 }): Promise<string> {
  const file = path.join(directory, 'own.ts')
  const text = `import { isMainThread } from 'node:worker_threads'
    class OwnError extends Error { code = 'own/odd' }
    const grade = (output: string, { gold }: { gold: string }) => { ${grade} }
    export const benchmark = {
      id: 'own', version: '1', splits: { test: { parse: () => [], ...${JSON.stringify(split)} } },
      variants: [{ id: 'v', version: '1', unparsedVotes: false, grade }],
      defaultVariant: 'v', variantOfFormat: {}, itemId: () => undefined, readGold: (gold: string) => gold, leaderboards: [],
    }`
  await writeFile(file, text)
  return file
}
const ownRows = Array.from({ length: 1000 }, (_, i) => ({ id: i, gold: '1', output: String(i) }))
const right = 'return { extracted: output, gold, score: 1'

test('an error of a variant comes out the same with workers and without, after all outputs before it', async () => {
  const own = await ownBenchmark(`if (output === '777') throw new OwnError('777 is odd'); ${right} }`)
  for (const workers of [0, 1, 2]) {
    const { result, told } = await score(own, ownRows, { workers })
    expect(result).toMatchObject({
      error: {
        code: 'harness/bad-benchmark',
        message: expect.stringContaining('its grade threw: 777 is odd'),
        cause: { code: 'own/odd' },
      },
    })
    expect(told).toHaveLength(777)
  }
})

test('an error of reading comes after all outputs that were read before it', async () => {
  const own = await ownBenchmark(`${right} }`, { size: 1, asset: { url: 'file:///none' } })
  for (const workers of [0, 1, 2]) {
    const { result, told } = await score(own, [...ownRows, { id: 'without a gold', output: '' }], { workers })
    expect(result).toMatchObject({ error: { code: 'harness/data-set' } })
    expect(told).toHaveLength(1000)
  }
})

test('grades that cannot be sent between threads are made on the main one', async () => {
  const own = await ownBenchmark(`${right}, note: () => 1 }`)
  expect((await score(own, ownRows, { workers: 2 })).result).toMatchObject({ n: 1000 })
})

test('a worker that ends is an error', async () => {
  const gone = await ownBenchmark(`if (!isMainThread && output === '500') process.exit(3); ${right} }`)
  expect((await score(gone, ownRows, { workers: 2 })).result).toMatchObject({
    error: { code: 'harness/grade-worker', message: expect.stringContaining('exited with code 3') },
  })
})

test('an abort ends workers that would never answer', async () => {
  const endless = await ownBenchmark(`while (!isMainThread); ${right} }`)
  const { result } = await score(endless, ownRows, { workers: 2, signal: AbortSignal.timeout(1000) })
  expect(result).toMatchObject({ error: { name: 'TimeoutError' } })
})
