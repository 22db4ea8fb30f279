import { describe, expect, test } from 'vitest'
import { measureRows, testJudgeBenchmark } from '../src/testing.ts'
import { benchmark } from './benchmark.ts'
import { arenaHard, vanilla } from './judges.ts'

testJudgeBenchmark(benchmark)

const measure = (rows: readonly object[], variant = 'paper') => {
  const full = rows.map((row, i) => ({ pair_id: `p${i}`, source: 'mmlu-pro-law', label: 'A>B', ...row }))
  return measureRows(benchmark, full, variant)
}

describe('verdicts', () => {
  test.each([
    ['So [[A>>B]]', 'first'],
    ['[[B>A]] as I said: [[B>A]]', 'second'],
    ['[[A=B]]', 'tie'],
    ['[[A>B]], no: [[B>A]]', null],
    ['[[A>B]] and [[A>>B]]', null],
    ['[[A<B]]', null],
    ['A>B', null],
  ])('arena-hard reads %j as %s', (text, verdict) => {
    expect(arenaHard.parse(text)).toBe(verdict)
  })
  test('vanilla takes a bare answer only', () => {
    expect(vanilla.parse(' Output (b)\n')).toBe('second')
    expect(vanilla.parse('Output (b) is better')).toBeNull()
  })
})

describe('two orders', () => {
  // The second order shows B first, so that B>A there says that A is better.
  test.each([
    [['A>B', 'B>A'], 1],
    [['A>B', 'A=B'], 1],
    [[null, 'B>A'], 1],
    [['A>B', 'A>B'], 0],
    [['A=B', 'A=B'], 0],
    [['B>A', 'A=B'], 0],
    [['B>A', 'A>B'], 0],
  ])('%j counts %d', async (decisions, score) => {
    const { scores } = await measure([{ decisions }])
    expect(scores[0]?.score).toBe(score)
  })

  test('a failed judgment is no verdict, and a pair judged once is broken', async () => {
    const judgment = { decision: 'A>B', judgment: {} }
    const { values, broken } = await measure([{ judgments: [judgment, null] }, { judgments: [judgment] }])
    expect(values).toMatchObject({ overall: 1, knowledge: 1, no_verdict: 1, inconsistent: 1, items: 1 })
    expect(broken).toEqual([{ kind: 'broken', line: 2, reason: 'was judged in one order only' }])
  })

  test('the texts of a judge', async () => {
    const { scores } = await measure([{ text: ['[[A>B]]', '[[B>>A]]'] }])
    expect(scores[0]?.score).toBe(1)
  })
})

describe('reward models', () => {
  test('the order given decides, and equal scores are for the second response', async () => {
    const rows = [
      { score_A: 2, score_B: 1 },
      { score_A: 1, score_B: 1 },
      { score_A: 1, score_B: 1, label: 'B>A' },
      { score_A: '0.5', score_B: '-1e2' },
    ]
    expect((await measure(rows)).scores.map(({ score }) => score)).toEqual([1, 0, 1, 1])
  })

  test('released rows are told by judge_name', async () => {
    const judgments = [{ decision: 'B>A' }, { decision: 'B>A' }]
    const row = { label: 'B>A', judge_name: 'reward_model', judgments }
    expect((await measure([row])).values['overall']).toBe(1)
    expect((await measure([row], 'both-orders')).values['overall']).toBe(0)
    expect((await measure([{ ...row, judge_name: 'arena_hard' }])).values['overall']).toBe(0)
    expect((await measure([{ ...row, judge_name: 'arena_hard' }], 'first-order')).values['overall']).toBe(1)
  })
})

test('splits are told by the source; other rows are broken', async () => {
  const decisions = ['A>B', 'B>A']
  const sources = ['mmlu-pro-math', 'livebench-reasoning', 'livebench-math', 'livecodebench']
  const { values, broken, notes } = await measure([
    ...sources.map((source) => ({ source, decisions })),
    { source: 'gsm8k', decisions },
    { label: 'A=B', decisions },
    { decisions: 'A>B' },
  ])
  expect(values).toMatchObject({ knowledge: 1, reasoning: 1, math: 1, coding: 1, overall: 1 })
  expect(broken.map(({ reason }) => reason)).toEqual([
    'has no source of a known split',
    'has no label A>B or B>A',
    'has no judgments in a form that is known',
  ])
  expect(notes[0]).toMatch(/^4 pairs were judged/)
})
