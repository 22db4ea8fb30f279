import { expect, test } from 'vitest'
import { rewardAbility } from './reward-ability.ts'

/** One instruction's responses as [rank, score]. */
const item = (name: string, ...of: readonly (readonly [rank: number, score: number | null])[]) =>
  of.map(([rank, score], i) => ({
    of: { id: `${name}/${i}`, item: name, instruction: '', responses: [''] as const, rank },
    ...{ score, read: 3 },
  }))
const figures = (...of: Parameters<typeof rewardAbility>[0][]) =>
  Object.fromEntries(
    rewardAbility(of.flat()).map(({ metric, values }) => [metric, values.map(({ value }) => value)]),
  )

test('scores in the order of the ranks agree wholly', () => {
  expect(figures(item('a', [2, 1], [0, 5], [1, 3]))).toEqual({
    'pairwise accuracy': [1],
    '5-best': [1],
    'exact match': [1],
    spearman: [expect.closeTo(1, 12)],
    'kendall tau': [expect.closeTo(1, 12)],
  })
})

// By hand: of three pairs (0,1) agrees, (0,2) agrees, (1,2) does not.
test('one pair of three the wrong way', () => {
  expect(figures(item('a', [0, 5], [1, 2], [2, 3]))).toMatchObject({
    'pairwise accuracy': [2 / 3],
    'exact match': [0],
    spearman: [expect.closeTo(0.5, 12)],
    'kendall tau': [expect.closeTo(1 / 3, 12)],
  })
})

test('a tie of scores agrees with no order', () => {
  expect(figures(item('a', [0, 5], [1, 5], [2, 3]))).toMatchObject({
    'pairwise accuracy': [2 / 3],
    '5-best': [1 / 2],
    'exact match': [0],
    'kendall tau': [expect.closeTo(2 / Math.sqrt(6), 12)],
  })
})

test('scores without an order have no correlation, and agree with nothing', () => {
  expect(figures(item('a', [0, 4], [1, 4], [2, 4]))).toEqual({
    ...{ 'pairwise accuracy': [0], '5-best': [], 'exact match': [0], spearman: [0], 'kendall tau': [0] },
  })
})

test('a response without a score agrees with nothing, on either side', () => {
  expect(figures(item('a', [0, null], [1, 3], [2, 1]))).toMatchObject({
    'pairwise accuracy': [1 / 3],
    'exact match': [0],
    spearman: [0],
    'kendall tau': [0],
  })
  expect(figures(item('a', [0, 5], [1, 3], [2, null]))['pairwise accuracy']).toEqual([1 / 3])
})

test('each instruction is one item; five points are needed for 5-best, not nearly five', () => {
  const both = rewardAbility([...item('a', [0, 14 / 3], [1, 1]), ...item('b', [0, 2], [1, 5])])
  const of = (metric: string) => both.find((one) => one.metric === metric)!.values
  expect(of('pairwise accuracy')).toEqual([
    { item: 'a', value: 1 },
    { item: 'b', value: 0 },
  ])
  expect(of('5-best')).toEqual([{ item: 'b', value: 0 }])
})
