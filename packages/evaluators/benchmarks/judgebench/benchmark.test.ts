import { describe, expect, test } from 'vitest'
import { measureRows, testAnyRows, testExchange, testJudgeBenchmark } from '../../src/testing/index.ts'
import { benchmark } from './benchmark.ts'
import { arenaHard, vanilla } from './judges.ts'
import { judgedPair } from './pair-rows.ts'

testJudgeBenchmark(benchmark, () => ({
  rows: [
    { pair_id: 'one', source: 'mmlu-pro-law', label: 'A>B', decisions: ['A>B', null] },
    { pair_id: 'two', source: 'livecodebench', label: 'B>A', text: ['[[A>B]]', '[[A=B]]'] },
    { pair_id: 'three', source: 'livebench-math', label: 'B>A', score_A: 1, score_B: 2.5 },
  ],
}))

testExchange(benchmark, 'both-orders', {
  texts: ['[[A>>B]]', '[[B>A]]', '[[A=B]]', 'no label'],
  rowOf: ({ texts, better }, place) => ({
    pair_id: String(place),
    source: 'livebench-math',
    label: better === 'first' ? 'A>B' : 'B>A',
    text: texts,
  }),
  figures: ['overall', 'wrong', 'undecided', 'inconsistent'],
})
testAnyRows(benchmark, ['pair_id', 'source', 'label', 'decisions', 'judgments', 'score_A', 'score_B', 'text'])

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
    for (const text of ['Output (b) is better', 'constructor', '__proto__'])
      expect(vanilla.parse(text)).toBeNull()
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

describe('decisions', () => {
  test('with the doubled sign are read, unknown ones are broken, and the value is named', async () => {
    const { scores, broken } = await measure([
      { decisions: ['A>>B', 'B>>A'] },
      { decisions: ['first', 'B>A'] },
      { decisions: ['A > B', 1] },
      { decisions: 'A>B' },
      { decisions: ['A>B', 'B>A', 'A>B'] },
      { text: ['[[A>B]]', null] },
      { text: ['x', 'y'], judge: 'toString' },
      { judgments: {} },
    ])
    expect(scores.map(({ score }) => score)).toEqual([1])
    expect(broken.map(({ reason }) => reason)).toEqual([
      '"decisions" has the decision "first", which is no label such as A>B',
      '"decisions" has the decision "A > B", which is no label such as A>B',
      '"decisions" is no list',
      '"decisions" has 3 entries; there are one or two orders',
      '"text" holds what is no text',
      'names the judge "toString", none of arena-hard, vanilla',
      '"judgments" is no list',
    ])
  })

  test('that are labels of no order are neither right nor wrong, and the pair stays', async () => {
    const judgments = (...labels: readonly (string | null)[]) =>
      labels.map((decision) => ({ decision, judgment: {} }))
    const { values, scores, broken, notes } = await measure([
      { judgments: judgments('A>B', 'B>B') },
      { judgments: judgments('A<B', 'A>B') },
      { judgments: judgments('A', '=') },
      { decisions: ['A>A', 'A>A'] },
    ])
    expect(broken).toEqual([])
    expect(scores.map(({ score }) => score)).toEqual([1, 0, 0, 0])
    expect(values).toMatchObject({ overall: 0.25, items: 4, no_verdict: 1, wrong: 0.25, undecided: 0.5 })
    expect(notes.join(' ')).toContain(
      '6 decisions are none of A>B, B>A and A=B (A>A 2, B>B 1, A<B 1, A 1, = 1)',
    )
    expect((await measure([{ decisions: ['A>B', 'A>A'] }], 'first-order')).values['overall']).toBe(1)
  })

  test('of a pair that comes twice count once', async () => {
    const decisions = ['A>B', 'B>A']
    const { values, broken } = await measure([
      { pair_id: 'x', decisions },
      { pair_id: 'x', decisions },
    ])
    expect(values['items']).toBe(1)
    expect(broken[0]?.reason).toBe('pair x was judged in an earlier row')
  })
})

describe('reward models', () => {
  test('beside other judges: each pair has its own rule', async () => {
    const { scores, broken, notes } = await measure([
      { score_A: 2, score_B: 1 },
      { decisions: ['A>B', 'A>B'] },
      { decisions: ['A>B'] },
    ])
    expect(scores.map(({ score }) => score)).toEqual([1, 0])
    expect(broken).toEqual([{ kind: 'broken', line: 3, reason: 'was judged in one order only' }])
    expect(notes.join(' ')).toContain('1 pair of 2 by one order')
  })

  test('in both orders: the same, but that equal scores are never right', async () => {
    const rows = [
      { score_A: 2, score_B: 1 },
      { score_A: 1, score_B: 2 },
      { score_A: 1, score_B: 1 },
      { score_A: 1, score_B: 1, label: 'B>A' },
    ]
    expect((await measure(rows, 'both-orders')).scores.map(({ score }) => score)).toEqual([1, 0, 0, 0])
  })

  // What Python writes for such numbers is no JSON: a reader gives infinities as they are, and NaN so or as null.
  test.each([
    [NaN, 1, 'second', true],
    [null, 1, 'second', true],
    [1, null, 'second', true],
    [1, NaN, 'second', true],
    [NaN, NaN, 'second', true],
    [Infinity, 1, 'first', false],
    [-Infinity, 0, 'second', false],
  ])('of %s and %s the better one is the %s: no comparison with NaN is true', (a, b, verdict, equal) => {
    const row = { pair_id: 'x', source: 'mmlu-pro-law', label: 'A>B', score_A: a, score_B: b }
    expect(judgedPair(row)).toMatchObject({ verdicts: [verdict], scoresAreEqual: equal })
  })
  test('a pair with NaN stays, and is counted in a note', async () => {
    const rows = [
      { score_A: null, score_B: 1 },
      { score_A: null, score_B: 1, label: 'B>A' },
      { score_A: 2, score_B: 1 },
    ]
    const { scores, broken, notes } = await measure(rows)
    expect([scores.map(({ score }) => score), broken]).toEqual([[0, 1, 1], []])
    expect(notes.join(' ')).toContain('2 pairs with NaN for a score')
    expect((await measure(rows, 'both-orders')).scores.map(({ score }) => score)).toEqual([0, 0, 1])
  })

  test('a score that is no number is named', async () => {
    const { broken } = await measure([
      { score_A: 2, score_B: 1 },
      { score_A: 'high', score_B: 1 },
      { score_A: 1, score_B: '1e999' },
      { score_A: 1 },
    ])
    expect(broken.map(({ reason }) => reason)).toEqual([
      'score_A is "high", which is no number',
      'score_B is "1e999", which is no number',
      'score_B is undefined, which is no number',
    ])
  })

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
    '"decisions" is no list',
  ])
  expect(notes[0]).toMatch(/^4 pairs judged/)
})
