import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Comparison } from '@retable/core'
import { expect, test } from 'vitest'
import { retable, versionsFolder } from './testing-versions.ts'

const golden = process.env['RETABLE_GOLDEN']
if (!golden) throw new Error('RETABLE_GOLDEN names no folder of published raw outputs')
const file = path.resolve(golden, 'judge/mt_bench/single_judgments_muhan421_claude3.jsonl.gz')
const [before, after] = ['claude-3-opus-20240229', 'claude-3-5-sonnet-20240620']

interface Judgement {
  readonly question_id: number
  readonly turn: number
  readonly model: string
  readonly score: number
}

const judgements = gunzipSync(await readFile(file))
  .toString('utf8')
  .trimEnd()
  .split('\n')

/** The difference of each question's turns, added: 80 questions of two. */
function byQuestion(): number[] {
  const sums = new Map<number, number>()
  for (const line of judgements) {
    const { question_id, model, score } = JSON.parse(line) as Judgement
    const sign = model === after ? 1 : model === before ? -1 : 0
    sums.set(question_id, (sums.get(question_id) ?? 0) + sign * score)
  }
  return [...sums.values()]
}

// By an inversion of the characteristic function (Imhof 1961) with scipy 1.17.1 (integrate.quad, optimize.brentq) over
// the 80 half sums and one more at 9 or −9; 400,000 draws of Dirichlet weights give a one-sided p of .0379 beside .0377.
test('the two turns of a question are one unit', async () => {
  const words = [`${file}#${before}`, `${file}#${after}`, '--benchmark', 'mt-bench', '--json']
  const { stdout, stderr, exitCode } = await retable(await versionsFolder(), 'compare', ...words)
  expect(exitCode, stderr).toBe(0)
  const [{ benchmarks }] = JSON.parse(stdout) as [Comparison]
  const halves = byQuestion().map((sum) => sum / 2)
  expect(halves).toHaveLength(80)
  expect(benchmarks).toMatchObject([
    {
      ...{ unit: 'source', items: { paired: 160, baselineAlone: 0, candidateAlone: 0 } },
      difference: {
        ...{ n: 80, effect: expect.closeTo(halves.reduce((sum, x) => sum + x, 0) / 80, 12) },
        p: expect.closeTo(0.0753452066, 8),
        low: expect.closeTo(-0.049869512, 8),
        high: expect.closeTo(1.0948503765, 8),
      },
      meanSquaredDifference: expect.closeTo(halves.reduce((sum, x) => sum + x * x, 0) / 80, 12),
    },
  ])
})

test('what another judge graded is not comparable', async () => {
  const folder = await versionsFolder()
  const others = judgements.map((line) =>
    JSON.stringify({ ...JSON.parse(line), judge: ['gpt-4o', 'single-v1'] }),
  )
  await writeFile(path.join(folder, 'other.jsonl'), `${others.join('\n')}\n`)
  const words = [`${file}#${before}`, `other.jsonl#${before}`, '--benchmark', 'mt-bench']
  const { exitCode, stderr } = await retable(folder, 'compare', ...words)
  expect([exitCode, stderr.includes('mt-bench: judge: gpt-4 and gpt-4o')]).toEqual([2, true])
})
