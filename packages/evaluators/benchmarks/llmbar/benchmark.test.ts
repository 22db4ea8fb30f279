import { describe, expect, test } from 'vitest'
import { measureRows, testAnyRows, testExchange, testJudgeBenchmark } from '../../src/testing/index.ts'
import { credit, moreOf } from '../../judgements/credit.ts'
import { benchmark } from './benchmark.ts'
import { releasedStatistics } from './evaluators.ts'
import { outputIsBetter, outputLine, rating } from './judges.ts'
import { isRight, judgedPair, winnersOfRatings } from './pair-rows.ts'
import { releasedResults } from './released-results.ts'
import { subsets } from './sets.ts'

testJudgeBenchmark(benchmark, () => ({
  rows: [
    { label: 1, winner: ['1', null] },
    { label: 2, text: ['Output (a)', 'Output (a)'] },
    { label: 2, text_1: '3', text_2: '4' },
  ],
}))

testExchange(benchmark, 'paper', {
  texts: ['Output (a)', 'Output (b)', 'neither'],
  rowOf: ({ texts, better }) => ({ label: better === 'first' ? 1 : 2, text: texts }),
  figures: ['accuracy', 'right_in_both', 'agreement'],
})
testAnyRows(benchmark, ['id', 'subset', 'label', 'winner', 'text', 'text_1', 'text_2', 'results'])

const measure = (rows: readonly unknown[], variant = 'paper') => measureRows(benchmark, rows, variant)

describe('verdicts', () => {
  test.each([
    ['Output (a)', 'first'],
    ['I think\n Output (b) is', 'second'],
    ['Output (b)\nOutput (a)', 'first'],
    ['My choice: Output (a)', null],
    ['\n  Output (b)', 'second'],
  ])('output-line reads %j as %s', (text, verdict) => {
    expect(outputLine.parse(text)).toBe(verdict)
  })
  test.each([
    ['Therefore, Output (b) is better.', 'second'],
    ['Output (b) is better than Output (a)', 'second'],
    ['Output (b) is better. Or: Output (a) is better!', 'first'],
    ['Output (a) is better', null],
    ['Output (a) is better\n', null],
  ])('output-is-better reads %j as %s', (text, verdict) => {
    expect(outputIsBetter.parse(text)).toBe(verdict)
  })
  test.each([
    [' 7\n', 7],
    ['7.5', null],
    ['7/10', null],
  ])('rating reads %j as %s', (text, value) => {
    expect(rating.parse(text)).toBe(value)
  })
})

describe('pairs', () => {
  const result = (given: string | null, swapped: string | null) => ({
    results: [
      ['criteria', 'stop'],
      { 'swap = False': { winner: given }, 'swap = True': { winner: swapped } },
    ],
  })
  test.each([
    [{ label: 1, ...result('1', null) }, ['1', null]],
    [{ label: '2', winner: [2, 1] }, ['2', '1']],
    [{ label: 2, text: ['Output (b)', 'Output (a)'] }, ['2', '2']],
    [{ label: 2, text: ['Output (b) is better.', '?'], judge: 'output-is-better' }, ['2', null]],
    [{ label: 1, text_1: '8', text_2: '3' }, ['1', '1']],
    [{ label: 1, text_1: '8', text_2: '8' }, ['2', '1']],
    [{ label: 1, text_1: '8', text_2: 'none' }, ['1', '2']],
  ])('%j', (row, winners) => {
    const pair = judgedPair(row)
    expect(pair).toMatchObject({ given: winners[0], swapped: winners[1] })
  })
  test.each([
    [{ winner: ['1', '1'] }, 'label is missing, neither 1 nor 2'],
    [{ label: 3, winner: ['1', '1'] }, 'label is 3, neither 1 nor 2'],
    [{ label: 1, winner: ['1'] }, 'winner is ["1"], no list of two winners'],
    [{ label: 1, winner: ['1', 'A'] }, 'winner has the winner "A", none of 1, 2 and null'],
    [{ label: 1, text: ['Output (a)'] }, 'text is ["Output (a)"], no list of two answers'],
    [{ label: 1, text: ['', ''], judge: 'x' }, 'judge is "x", none of output-line and output-is-better'],
    [{ label: 1, results: [] }, 'the last of "results" has no "swap = False" and "swap = True"'],
    [{ label: 1, text_1: 'x' }, 'text_2 is missing, no text'],
  ])('%j is none: %s', (row, reason) => {
    expect(judgedPair(row)).toBe(reason)
  })
})

describe('figures', () => {
  const rows = [
    { label: 1, winner: ['1', '1'] },
    { label: 2, winner: ['2', '1'] },
    { label: 2, winner: ['2', '2'] },
    { label: 1, winner: [null, null] },
  ]
  test('two orders: accuracy is their mean, and no verdict twice agrees', async () => {
    const { values, scores } = await measure(rows)
    expect(values).toMatchObject({
      accuracy: 0.625,
      accuracy_given_order: 0.75,
      accuracy_swapped_order: 0.5,
      right_in_both: 0.5,
      agreement: 0.75,
      no_verdict: 0.25,
      items: 4,
    })
    expect(scores).toHaveLength(8)
  })
  test('the released kappa puts a perfect judge far below 1', async () => {
    const perfect = rows.map(({ label }) => ({ label, winner: [label, label] }))
    expect((await measure(perfect)).values['kappa']).toBe(1)
    expect((await measure(perfect, 'released')).values['kappa']).toBeLessThan(0.5)
  })
  test('subsets count alike in the averages, which need all of them', async () => {
    const names = subsets.map(({ id }) => id.split('/').at(-1)!)
    const all = names.flatMap((subset, i) =>
      Array.from({ length: i + 1 }, (_, id) => ({
        id,
        subset,
        label: 1,
        winner: i === 0 ? ['1', '1'] : ['1', '2'],
      })),
    )
    const { values, notes } = await measure(all)
    expect(values).toMatchObject({ 'accuracy/Natural': 1, 'accuracy/Manual': 0.5, adversarial: 0.5 })
    expect(values['average']).toBeCloseTo(0.6, 12)
    expect(notes[0]).toContain('Natural 1 of 100')
    const some = await measure(all.filter(({ subset }) => subset !== 'Manual'))
    expect(Object.keys(some.values)).not.toContain('average')
  })
  test('a pair that comes twice counts once, and a subset that is null is none', async () => {
    const { values, broken, scores } = await measure([
      { id: 'a', subset: null, label: 1, winner: [1, 1] },
      { id: 'a', label: 1, winner: [2, 2] },
      { id: 'b/c', label: 1, winner: [1, 1] },
    ])
    expect(values).toMatchObject({ items: 2, accuracy: 1 })
    expect(broken.map(({ reason }) => reason)).toEqual(['item a was judged in an earlier row'])
    expect(scores.at(-1)?.item).toBe('b%2Fc')
  })
  test('a row of no subset, or none at all, is broken', async () => {
    const { broken } = await measure([
      ...rows,
      { label: 1, winner: [1, 1], subset: 'Unnatural' },
      [],
      { label: 1 },
    ])
    expect(broken.map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'subset is "Unnatural", none of LLMBar\'s'],
      [6, 'is no JSON object'],
      [7, 'has none of results, winner, text, or text_1 and text_2'],
    ])
  })
})

test('499 statistics were released, 63 of them with pinned results', () => {
  const named = new Set(releasedStatistics().map(({ set, evaluator }) => `${set} ${evaluator}`))
  expect(named.size).toBe(499)
  expect(releasedResults).toHaveLength(63)
  for (const { set, evaluator, result, statistics } of releasedResults) {
    expect(named).toContain(`${set} ${evaluator}`)
    for (const { sha256, url } of [result, statistics]) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(url).toMatch(/^https:\/\/[^?#]*[0-9a-f]{40}/)
    }
  }
})

test.each([
  [8, 3],
  [3, 8],
  [5, 5],
  [null, 5],
  [5, null],
  [null, null],
])('ratings of %j and %j come in both orders together to what their judge states', (first, second) => {
  const { given, swapped } = winnersOfRatings(first, second)
  for (const label of ['1', '2'] as const) {
    const stated = credit(moreOf(first, second), rating, label === '1' ? 'first' : 'second')
    expect((Number(isRight(given, label)) + Number(isRight(swapped, label))) / 2).toBe(stated)
  }
})
