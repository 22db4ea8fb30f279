import { expect, test } from 'vitest'
import { negativeBinomial } from './negative-binomial.ts'

test('values of another program', () => {
  // scipy.stats.nbinom.pmf(k, 3, .3): .3³, 3 · .3³ · .7, …
  const values = [...negativeBinomial(3, 0.3, 3)]
  expect(values).toEqual([0.027, 0.0567, 0.07938, 0.09261].map((x) => expect.closeTo(x, 14) as number))
  // The first of these are below the least double.
  expect(negativeBinomial(2500, 0.49, 2600)[2600]).toBeCloseTo(0.00547540980622, 11)
  expect(negativeBinomial(5000, 0.55, 4000)[4000]).toBeCloseTo(0.00268121775967, 11)
})

test('all chances add up to 1', () => {
  for (const [successes, chance, most] of [
    [1, 0.2, 400],
    [7, 0.5, 300],
    [900, 0.4, 4000],
  ] as const) {
    const sum = negativeBinomial(successes, chance, most).reduce((a, b) => a + b, 0)
    expect(sum).toBeCloseTo(1, 12)
  }
})

test('nothing to wait for, and waiting in vain', () => {
  expect([...negativeBinomial(0, 0.3, 2)]).toEqual([1, 0, 0])
  expect([...negativeBinomial(0, 0, 2)]).toEqual([1, 0, 0])
  expect([...negativeBinomial(4, 0, 2)]).toEqual([0, 0, 0])
  expect([...negativeBinomial(4, 1, 2)]).toEqual([1, 0, 0])
})
