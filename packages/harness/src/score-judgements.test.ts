import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { openAssets } from '@retable/assets'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findAnyBenchmark } from './find-benchmark.ts'
import { scoreJudgements } from './score-judgements.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-judgements-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** A benchmark of one's own: a line says which of two responses won. */
const module = `
export const benchmark = {
  kind: 'judge', id: 'mine', version: '1', title: 'Mine', citation: '', judges: [], leaderboards: [],
  defaultVariant: 'wins',
  variants: [{
    id: 'wins', version: '1', summary: '', source: '',
    async measure({ bytes, name }) {
      const lines = new TextDecoder().decode(bytes).trim().split('\\n')
      if (lines[0] !== 'winner') throw new Error(name + ':1: has no column "winner"')
      const scores = lines.slice(1).map((line, i) => ({
        benchmark: 'mine', item: String(i), sample: 0, extracted: line, gold: 'A', score: line === 'A' ? 1 : 0,
      }))
      const value = scores.reduce((sum, { score }) => sum + score, 0) / scores.length
      const measurement = { name: 'win_rate', value, standardError: null, n: scores.length, unit: 'fraction', interval: null }
      return { measurements: [measurement], scores, broken: [], notes: ['a note'] }
    },
  }],
}`

async function score(bytes: string | Buffer, variant?: string) {
  const [moduleFile, file] = [path.join(directory, 'mine.mjs'), path.join(directory, 'verdicts.txt')]
  await writeFile(moduleFile, module)
  await writeFile(file, bytes)
  const benchmark = await findAnyBenchmark(moduleFile)
  if (!('kind' in benchmark)) throw new TypeError('a benchmark of judgements is wanted')
  return scoreJudgements({ benchmark, file, variant, assets: openAssets({ directory }) })
}

test('a file of judgements is measured by a benchmark of one’s own, plain or gzipped', async () => {
  const result = await score('winner\nA\nB\nA\nA\n')
  expect(result).toMatchObject({
    benchmark: 'mine',
    variant: 'wins',
    n: 4,
    brokenLines: 0,
    notes: ['a note'],
  })
  expect(result.metrics[0]).toMatchObject({ name: 'win_rate', value: 0.75 })
  expect((await score(gzipSync('winner\nA\n'))).n).toBe(1)
})

test('what is no such file, or half a gzip file, or an unknown variant, is said in a sentence', async () => {
  await expect(score('loser\n')).rejects.toMatchObject({
    code: 'harness/nothing-to-score',
    message: 'verdicts.txt:1: has no column "winner"',
  })
  await expect(score(gzipSync('winner\nA\n').subarray(0, 15))).rejects.toThrow('is not a whole gzip file')
  await expect(score('winner\n', 'losses')).rejects.toThrow('mine has no variant "losses"; it has: wins')
})
