import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureRows, testAnyRows, testJudgeBenchmark } from '../../src/testing/index.ts'
import { assets } from './assets.ts'
import { benchmark } from './benchmark.ts'
import { critiqueComparison, pairwise, rating } from './judges.ts'
import { groupOf, scenarioGroups } from './scenarios.ts'

test.each([
  ['So, the final decision is Response 1. It is right.', 'first'],
  ['final decision is RESPONSE 2', 'second'],
  ['final decision is \n tie, as both say the same', 'tie'],
  ['The final decision is Tie. No: the final decision is Response 2', 'second'],
  ['Final Decision Is Response 1', null],
  ['The final decision is: Response 1', null],
  ['The final decision is both', null],
  ['The final decision is Tie; the final decision is ', 'tie'],
])('pairwise reads %j as %j', (text, verdict) => {
  expect(pairwise.parse(text)).toBe(verdict)
})

test.each([
  ['Rating: [[5]]', 5],
  ['Rating: [[3]] no, Rating: [[ 6.5 ]].', 6.5],
  ['Rating: 5', null],
  ['Rating: [[5]', null],
  ['Rating: [[7/10]]', null],
  ['rating: [[7]]', null],
  ['Rating: [[7]] Rating: [[', null],
  ['Rating: [[50]]', null],
  ['Rating: [[-3]]', null],
  ['Rating: [[0.5]]', null],
])('rating reads %j as %j', (text, value) => {
  expect(rating.parse(text)).toBe(value)
})

test.each([
  ['A: Feedback 1 is significantly better.\nB: is not', 'first'],
  ['B: Feedback 2', 'second'],
  ['C: Neither', 'tie'],
  ['A: or B: is better', null],
  ['\nA: Feedback 1', null],
  ['Failed!', null],
])('critique comparison reads %j as %j', (text, verdict) => {
  expect(critiqueComparison.parse(text)).toBe(verdict)
})

test('58 scenarios, each in one group', () => {
  const all = Object.values(scenarioGroups).flat()
  expect([all.length, new Set(all).size]).toEqual([58, 58])
  expect(Object.values(scenarioGroups).map((group) => group.length)).toEqual([3, 3, 5, 5, 9, 10, 12, 11])
  expect(all.every((scenario) => groupOf(scenario) !== undefined)).toBe(true)
})

// Six pairs of two scenarios in place of Eval-P, whose rows say what a verdict is held against.
const labels = [0, 1, 2, 0, 1, 2]
const scenarios = ['ranking', 'ranking', 'ranking', 'chitchat', 'chitchat', 'chitchat']
const read = () => Promise.resolve(lines(labels.map((label, i) => ({ label, scenario: scenarios[i] }))))

testJudgeBenchmark(benchmark, (variant) => ({
  rows: {
    rating: [{ output: 'Rating: [[7]]' }, { output: 'none' }],
    'critique-win-rate': [{ output: 'A: better', meta: { exchange: true } }],
  }[variant] ?? [
    { output: 0, exchange_output: 1 },
    { output: 'final decision is Tie', exchange_output: 2 },
  ],
  read,
}))
testAnyRows(benchmark, ['output', 'exchange_output', 'meta', 'judge'], { read })

function lines(rows: readonly unknown[]): Uint8Array {
  return new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'))
}

const measured = (variant: string, rows: readonly unknown[]) =>
  measureRows(benchmark, rows, variant, { read })

test('verdicts of both orders: labels and texts, exchanged ones turned back', async () => {
  const rows = [
    { output: 0, exchange_output: 1 },
    { output: 1, exchange_output: 1 },
    { output: 'final decision is Tie', exchange_output: 2 },
    { output: 1, exchange_output: 0 },
    { output: 'no decision', exchange_output: -1 },
    { output: 'x' },
  ]
  const agreed = await measured('agreement', rows)
  expect(agreed.values).toEqual({
    agreement: 2 / 5,
    agreement_general_communication: 0,
    agreement_nlp_tasks: 2 / 3,
    no_verdict: 1 / 5,
    judgements: 5,
  })
  expect(agreed.broken).toEqual([
    { kind: 'broken', line: 6, reason: '"exchange_output" is neither 0, 1 or 2 nor a text' },
  ])
  expect(agreed.notes).toHaveLength(1)
  expect(agreed.scores.map(({ extracted }) => extracted).slice(0, 2)).toEqual([
    'first, exchanged first',
    'second, exchanged first',
  ])
  expect((await measured('consistency', rows)).values).toMatchObject({ consistency: 3 / 5 })
  expect((await measured('first-order', rows)).values).toMatchObject({ first_order: 3 / 6, judgements: 6 })
})

test('rows may say which pair they judge; none is judged twice', async () => {
  const { values, broken } = await measured('first-order', [
    { id: 5, output: 2 },
    { id: 0, output: 0 },
    { id: 5, output: 0 },
    { id: 1392, output: 0 },
  ])
  expect(values).toMatchObject({ first_order: 1, judgements: 2 })
  expect(broken.map(({ line }) => line)).toEqual([3, 4])
})

test('a file of one order is refused where both are needed, and the sentence says what to do', async () => {
  await expect(measured('agreement', [{ output: 0 }])).rejects.toThrow(/file\.jsonl.*first-order/)
})

test('a critique wins by the place where it was shown', async () => {
  const { values, broken } = await measured('critique-win-rate', [
    { output: 'A: first', meta: { exchange: false } },
    { output: 'A: first', meta: { exchange: true } },
    { output: 'B: second', meta: { exchange: true } },
    { output: 'C: neither', meta: { exchange: true } },
    { output: 'Failed!', meta: { exchange: false } },
    { output: 'A: first' },
    { output: 2, meta: { exchange: true } },
  ])
  expect(values).toMatchObject({
    win_rate: 2 / 5,
    tie_rate: 1 / 5,
    lose_rate: 1 / 5,
    win_rate_shown_first: 1 / 2,
    win_rate_shown_second: 1 / 3,
    no_verdict: 1 / 5,
  })
  expect(broken.map(({ reason }) => reason)).toEqual([
    'meta.exchange is missing, neither true nor false: who was shown first is not known',
    'output is 2, no text',
  ])
})

test('a file without one verdict is refused, whatever it is of', async () => {
  const nothing = 'that can be read'
  await expect(measured('critique-win-rate', [{ output: 'x', meta: { exchange: true } }])).rejects.toThrow(
    nothing,
  )
  await expect(measured('rating', [{ output: 'Rating: [[50]]' }])).rejects.toThrow(nothing)
  await expect(measured('first-order', [{ output: -1 }])).rejects.toThrow(nothing)
})

test('an unreadable rating counts 0, and is left out beside it', async () => {
  const { values } = await measured('rating', [{ output: 'Rating: [[4]]' }, { output: 'good' }])
  expect(values).toEqual({ rating: 2, rating_readable: 4, no_rating: 0.5, judgements: 2 })
})

test('agreement is never more than consistency or than agreement in the first order', async () => {
  const label = fc.constantFrom(0, 1, 2)
  const row = fc.record({ output: label, exchange_output: label })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
      const [both, same, first] = await Promise.all(
        ['agreement', 'consistency', 'first-order'].map((variant) => measured(variant, rows)),
      )
      const agreement = both!.values['agreement']!
      expect(agreement).toBeLessThanOrEqual(same!.values['consistency']!)
      expect(agreement).toBeLessThanOrEqual(first!.values['first_order']!)
    }),
  )
})

test('files are pinned at a commit, and say that no licence is stated', () => {
  for (const asset of Object.values(assets)) {
    expect(asset.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(asset.url).toMatch(/^https:\/\/[^?#]*[0-9a-f]{40}/)
    expect(asset.licence).toBe('NONE')
  }
})
