import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { majorityScore, majorityVote } from './majority-vote.ts'
import { passAtK } from './pass-at-k.ts'

/**
 * Qwen2.5-Math's released example: 100 problems with 8 samples each, their extracted answers and the published
 * verdict of each. A vote counts the answers as strings; the verdict of the winner is the published one.
 * Expected values: measured apart from this code on the same file.
 */
test('majority and pass@k on 100 problems with 8 published samples', () => {
  const golden = process.env['RETABLE_GOLDEN'] ?? 'RETABLE_GOLDEN is not set'
  const file = path.join(golden, 'reasoning/math/qwen2.5-math.maj_rm_example.jsonl.gz')
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean)
  const problems = lines.map((line) => {
    const { preds, scores } = JSON.parse(line) as { preds: string[]; scores: boolean[] }
    return preds.map((extracted, i) => ({ extracted, score: Number(scores[i]) }))
  })
  expect(problems).toHaveLength(100)

  const total = (k: number, which: 'firstSeen' | 'expected') =>
    problems.reduce((sum, samples) => sum + majorityScore(samples.slice(0, k), { nullVotes: true })[which], 0)
  const ties = (k: number) =>
    problems.filter((samples) => {
      const answers = samples.slice(0, k).map((sample) => sample.extracted)
      return majorityVote(answers, { nullVotes: true }).leaders.length > 1
    }).length

  expect([1, 2, 4, 8].map((k) => total(k, 'firstSeen'))).toEqual([90, 90, 93, 93])
  expect([2, 4, 8].map((k) => total(k, 'expected'))).toEqual([91, 92.5, 92.5])
  expect([2, 4, 8].map(ties)).toEqual([8, 3, 4])

  const right = problems.map((samples) => samples.reduce((sum, sample) => sum + sample.score, 0))
  expect(right.reduce((sum, count) => sum + passAtK(8, count, 8), 0)).toBe(96)
  expect(right.reduce((sum, count) => sum + passAtK(8, count, 1), 0)).toBeCloseTo(91, 10)
})
