import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Comparison, NoiseReport } from '@retable/core'
import {
  askedOf,
  chatAnswer,
  isAsked,
  openFakeServer,
  sumIn,
  sumsModule,
  usage,
} from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { retable, versionsFolder, writeOutputs } from './testing-versions.ts'

/** A server whose answers to the same request change: every third item is right on its odd requests alone. */
function restless() {
  const seen = new Map<number, number>()
  return openFakeServer((request) => {
    if (!isAsked(request)) return { kind: 'answer', status: 404, body: {} }
    const { item, sum } = sumIn(request)
    const times = (seen.get(item) ?? 0) + 1
    seen.set(item, times)
    return chatAnswer(`They are ${item % 3 === 0 && times % 2 === 0 ? sum + 1 : sum}`, { usage })
  })
}

test('repeats of a model are asked anew, kept apart, and found beside comparisons of the same model', async () => {
  const folder = await versionsFolder()
  await using server = await restless()
  const model = ['--model', 'm', '--base-url', server.url, '--max-tokens', '100', '--model-version', '1']
  const words = ['noise', sumsModule, '--runs', '3', ...model, '--limit', '30', '--out', 'noise.json']
  const { stdout, stderr, exitCode } = await retable(folder, ...words)
  expect(exitCode, stderr).toBe(0)
  expect(askedOf(server.requests)).toHaveLength(90)
  const report = JSON.parse(await readFile(path.join(folder, 'noise.json'), 'utf8')) as NoiseReport
  // Ten of thirty items are right, wrong and right: of three pairs of repeats two differ in them.
  expect(report).toMatchObject({
    runs: ['repeat 1', 'repeat 2', 'repeat 3'],
    benchmarks: [
      { setting: 'sums', n: 30, changed: 10, means: [1, 20 / 30, 1], flips: expect.closeTo(2 / 9, 12) },
    ],
  })
  expect(stdout).toMatch(/sums +30 +100.0 %, 66.7 %, 100.0 % +10 +22.2 %/)
  // All ten move at once.
  expect(report.benchmarks[0]).toMatchObject({ isAlarm: true })

  expect((await retable(folder, ...words)).exitCode).toBe(0)
  expect(askedOf(server.requests)).toHaveLength(90)

  // The first repeat is what an evaluation gets; the store has the noise of this very model.
  const evaluated = ['eval', sumsModule, ...model, '--limit', '30', '--no-probe']
  expect((await retable(folder, ...evaluated, '--out', 'one')).stdout).toContain('30 answers from the store')
  const { stdout: compared } = await retable(folder, 'compare', 'one', 'one', '--json')
  expect((JSON.parse(compared) as Comparison[])[0]!.benchmarks[0]).toMatchObject({ noise: { changed: 10 } })
  expect((await retable(folder, 'gate', '--baseline', 'one', '--candidate', 'one')).exitCode).toBe(4)
})

test('of files, and what are no repeats', async () => {
  const folder = await versionsFolder()
  await writeOutputs(folder, 'a.jsonl', [['right', 100]])
  await writeOutputs(folder, 'b.jsonl', [['wrong', 1], ['right', 99]]) // prettier-ignore
  await writeOutputs(folder, 'c.jsonl', [['right', 1], ['wrong', 1], ['right', 98]]) // prettier-ignore
  const noise = (...words: string[]) => retable(folder, 'noise', ...words, '--benchmark', './mine.ts')
  const { stdout } = await noise('a.jsonl', 'b.jsonl', 'c.jsonl', '--json')
  // Each of the two items differs in two of three pairs; means of 1, .99 and .99.
  expect(JSON.parse(stdout)).toMatchObject({
    model: null,
    benchmarks: [
      {
        changed: 2,
        flips: expect.closeTo(4 / 300, 12),
        variance: expect.closeTo(1 / 30000, 12),
        isAlarm: false,
      },
    ],
  })
  const one = await noise('a.jsonl')
  expect([one.exitCode, one.stderr]).toEqual([2, expect.stringContaining('two or more are needed')])
})
