import type { SampleScore } from '@retable/core'
import { expect, test } from 'vitest'
import { agreementOf } from './agreement.ts'

const scored = (scores: readonly number[]): SampleScore[] =>
  scores.map((score, i) => ({
    ...{ benchmark: 'b', item: String(i), sample: 0, extracted: null, gold: '' },
    score,
  }))
const values = (
  own: readonly number[],
  others: readonly number[],
  bounds?: { least: number; most: number },
) => {
  const { n, measurements } = agreementOf(scored(own), scored(others), { prefix: 'x', bounds })
  return { n, ...Object.fromEntries(measurements.map(({ name, value }) => [name.slice(2), value])) }
}

test('a judge beside itself agrees wholly; beside its opposite in ties alone', () => {
  const own = [0.9, 0.2, 0.5, 1, 0]
  expect(values(own, own)).toEqual({
    ...{ n: 5, agreement: 1, kappa: 1, difference: 0, variance: 0 },
    ...{ mean_here: 0.52, mean_there: 0.52 },
  })
  const flipped = values(
    own,
    own.map((score) => 1 - score),
  )
  expect(flipped).toMatchObject({ n: 5, agreement: 0.2 })
  // Wins and losses change places: 2 wins, 2 losses and a tie in both, so 0.36 by chance; (0.2 − 0.36) / 0.64.
  expect((flipped as unknown as { kappa: number }).kappa).toBeCloseTo(-0.25, 12)
})

test('what only one has judged is left out; ratings agree where they are the same number', () => {
  expect(values([1, 0], [1])).toMatchObject({ n: 1, agreement: 1 })
  expect(values([7, 8, 9], [7, 9, 9], { least: 1, most: 10 })).toMatchObject({
    n: 3,
    agreement: 2 / 3,
    difference: -1 / 3,
    variance: 1 / 6,
  })
  expect(values([1], [])).toEqual({ n: 0 })
})

test('sway by position is the difference of the differences between those shown first and second', () => {
  const traits = [true, true, false, false].map((isFirst, i) => ({
    ...{ id: String(i), conversations: [], row: () => ({}) },
    traits: { item: String(i), isFirst, isLonger: !isFirst },
  }))
  const { measurements } = agreementOf(scored([1, 0.8, 0.1, 0.3]), scored([0.5, 0.5, 0.5, 0.5]), {
    prefix: 'x',
    tasks: traits,
  })
  const value = (name: string) => measurements.find((each) => each.name === name)!
  // 0.4 less −0.3.
  expect(value('x_position_bias').value).toBeCloseTo(0.7, 12)
  expect(value('x_length_bias').value).toBeCloseTo(-0.7, 12)
  expect(value('x_position_bias').standardError).toBeGreaterThan(0)
})

test('verdicts agree order by order, whatever their scores; position sways who is for what is shown first', () => {
  const verdicts = (all: Readonly<Record<string, readonly (string | null)[]>>) => new Map(Object.entries(all))
  // The first is for what stands first, the other one for what stands second: both pairs are undecided by either.
  const own = verdicts({ a: ['first', 'second'], b: ['first', 'second'], c: ['tie', null] })
  const others = verdicts({ a: ['second', 'first'], b: ['second', 'second'], d: ['first', 'first'] })
  const { measurements } = agreementOf(scored([0.5, 0.5]), scored([0.5, 0.5]), {
    ...{ prefix: 'x', verdicts: { own, others } },
  })
  const value = (name: string) => measurements.find((each) => each.name === name)!
  expect(value('x_agreement')).toMatchObject({ value: 1 / 4, n: 4 })
  expect(value('x_agreement').interval?.method).toBe('normal')
  // Of a +1 and +1 against −1 and −1; of b +1 and +1 against −1 and +1: 2, 2, 2 and 0.
  expect(value('x_position_bias')).toMatchObject({ value: 6 / 4, n: 4 })
  expect(value('x_difference').value).toBe(0)
})

test('two turns of a question are no two questions: the error is that of what is independent', () => {
  const turns = (scores: readonly number[]) =>
    scored(scores).map((each, i) => ({ ...each, item: `${Math.floor(i / 2)}/${i % 2}` }))
  const [own, others] = [turns([1, 1, 0, 0, 1, 1]), turns([1, 1, 1, 1, 1, 1])]
  const sourceOf = (item: string) => item.split('/')[0]!
  const named = (measurements: ReturnType<typeof agreementOf>['measurements']) =>
    new Map(measurements.map((each) => [each.name, each]))
  const apart = named(agreementOf(own, others, { prefix: 'x' }).measurements)
  const together = named(agreementOf(own, others, { prefix: 'x', sourceOf }).measurements)
  expect(apart.get('x_agreement')?.interval?.method).toBe('wilson')
  expect(together.get('x_agreement')?.interval?.method).toBe('normal')
  // Three questions of −1, 0 and 0 by turn, each twice: six values of their own would have √(n − 1) on their side.
  expect(together.get('x_difference')!.value).toBe(apart.get('x_difference')!.value)
  expect(together.get('x_difference')!.standardError).toBeCloseTo(1 / 3, 12)
  expect(apart.get('x_difference')!.standardError).toBeLessThan(0.22)
})
