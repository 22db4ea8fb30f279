import type { Grade, Variant } from '@retable/core'
import { expect, test } from 'vitest'
import { aggregate } from './aggregate.ts'

const variant: Variant = {
  id: 'v',
  version: '1',
  summary: '',
  source: '',
  unparsedVotes: false,
  measures: { reasoning_length: 'characters' },
  grade: () => ({ extracted: null, gold: '', score: 0 }),
}
const sample = (extracted: string | null, length?: number): Grade => ({
  extracted,
  gold: '1',
  score: extracted === '1' ? 1 : 0,
  ...(length === undefined ? {} : { measures: { reasoning_length: length } }),
})
const measure = (items: Record<string, Grade[]>) =>
  Object.fromEntries(aggregate(new Map(Object.entries(items)), variant).map((m) => [m.name, m]))

test('one sample an item: shares with Wilson intervals, measures over answered outputs', () => {
  const metrics = measure({ a: [sample('1', 10)], b: [sample('2', 20)], c: [sample(null)] })
  expect(Object.keys(metrics)).toEqual(['accuracy', 'no_answer', 'reasoning_length', 'outputs'])
  expect(metrics['accuracy']).toMatchObject({
    value: 1 / 3,
    n: 3,
    unit: 'fraction',
    interval: { method: 'wilson' },
  })
  expect(metrics['no_answer']?.value).toBe(1 / 3)
  expect(metrics['reasoning_length']).toMatchObject({ value: 15, n: 2, unit: 'characters' })
  expect(metrics['outputs']?.value).toBe(3)
})

test('several samples: items are clusters; votes and pass@k for k = 2 and all', () => {
  const metrics = measure({
    a: [sample('2'), sample('1'), sample('1')],
    b: [sample('1'), sample('3'), sample('4')],
  })
  expect(metrics['accuracy']).toMatchObject({ value: 0.5, n: 2, interval: { method: 'normal' } })
  expect(metrics['accuracy']?.standardError).toBeCloseTo(1 / 6, 12)
  expect(metrics['maj@2']?.value).toBe(0.5)
  expect(metrics['maj@2_expected']?.value).toBe(0.5)
  expect(metrics['maj@3']?.value).toBe(1)
  expect(metrics['maj@3_expected']?.value).toBeCloseTo((1 + 1 / 3) / 2, 12)
  expect(metrics['pass@2']?.value).toBeCloseTo((1 + 2 / 3) / 2, 12)
  expect(metrics['pass@3']?.value).toBe(1)
})

test('intervals of shares stay within 0 and 1, and are never empty', () => {
  const right = [sample('1'), sample('1')]
  const items = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [String(i), right]))
  expect(measure(items)['accuracy']?.interval).toMatchObject({ high: 1, low: expect.closeTo(0.839, 3) })
  const interval = measure({ ...items, 0: [sample('1'), sample('2')] })['accuracy']!.interval!
  expect(interval.high).toBe(1)
  expect(interval.low).toBeLessThan(interval.high)
})

test('with unequal numbers of samples, k stops at the smallest', () => {
  const metrics = measure({ a: [sample('1'), sample('1'), sample('1')], b: [sample('1'), sample('2')] })
  expect(Object.keys(metrics)).toContain('maj@2')
  expect(Object.keys(metrics)).not.toContain('maj@3')
})

test('items that are all equal leave room for others, whatever their sum rounds to', () => {
  const thirds = [sample('1'), sample('1'), sample('2')]
  const items = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}`, thirds]))
  const { value, interval } = measure(items)['accuracy']!
  expect(value).toBeCloseTo(2 / 3, 12)
  expect(interval!.high - interval!.low).toBeGreaterThan(0.4)
})

test('the same outputs drawn again make a measure no surer', () => {
  const once = { a: [sample('1', 10)], b: [sample('1', 20)], c: [sample('2', 60)] }
  const again = Object.fromEntries(Object.entries(once).map(([item, [one]]) => [item, [one!, one!, one!]]))
  const [few, many] = [once, again].map((items) => measure(items)['reasoning_length']!)
  expect(many!.standardError).toBeCloseTo(few!.standardError!, 12)
})

test('a vote of k is one of the first k samples, whatever comes after them', () => {
  // Right for the first two, three and four samples; the last ones would outvote them.
  const rightFirst = ['1', '1', '2', '2', '2', '2', '2', '2'].map((answer) => sample(answer))
  const wrongFirst = rightFirst.toReversed()
  const metrics = measure({ a: rightFirst, b: rightFirst, c: wrongFirst })
  const values = (names: readonly string[]) => names.map((name) => metrics[name]?.value)
  // Of the first four of a and b two are right: the tie goes to the first seen, and is worth a half.
  expect(values(['maj@2', 'maj@4', 'maj@8'])).toEqual([2 / 3, 2 / 3, 0])
  expect(values(['maj@2_expected', 'maj@4_expected', 'maj@8_expected'])).toEqual([2 / 3, 1 / 3, 0])
  // 1 - C(6, k) / C(8, k): 13 of 28 pairs and 55 of 70 fours hold one of the two right ones.
  expect(metrics['pass@2']?.value).toBeCloseTo(13 / 28, 12)
  expect(metrics['pass@4']?.value).toBeCloseTo(55 / 70, 12)
  expect(Object.keys(metrics).filter((name) => /^(maj|pass)@\d+$/.test(name))).toEqual(
    [2, 4, 8].flatMap((k) => [`maj@${k}`, `pass@${k}`]),
  )
})

test('an output without an answer votes only where the variant says so', () => {
  const samples = [sample(null), sample(null), sample('1')]
  const voted = (unparsedVotes: boolean) =>
    aggregate(new Map([['a', samples]]), { ...variant, unparsedVotes }).find(({ name }) => name === 'maj@3')
  expect([voted(false)?.value, voted(true)?.value]).toEqual([1, 0])
})

test('an item counts once in accuracy, however many samples it has', () => {
  const metrics = measure({ a: [sample('1')], b: [sample('2'), sample('2'), sample('2')] })
  expect(metrics['accuracy']).toMatchObject({ value: 1 / 2, n: 2 })
  expect(metrics['outputs']?.value).toBe(4)
})

// Wilson's interval of 13 of 20, worked from its formula: 43.29 to 81.88 %.
test('several samples, and each item all right or all wrong: the interval is that of as many single answers', () => {
  const items = Array.from({ length: 20 }, (_, i) => [
    String(i),
    Array.from({ length: 4 }, () => sample(i < 13 ? '1' : '2')),
  ])
  const { interval } = measure(Object.fromEntries(items) as Record<string, Grade[]>)['accuracy']!
  expect(interval).toMatchObject({
    method: 'wilson',
    low: expect.closeTo(0.4329, 4),
    high: expect.closeTo(0.8188, 4),
  })
})
