import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expLimit, expNear } from './exp.ts'

test('it is the exponential function, to two ulps of Math.exp', () => {
  fc.assert(
    fc.property(fc.double({ min: -expLimit, max: expLimit, noNaN: true }), (x) => {
      expect(Math.abs(expNear(x) / Math.exp(x) - 1)).toBeLessThan(2 ** -51)
    }),
    { numRuns: 2000 },
  )
})

test('exact at 0, and next to e at 1', () => {
  expect(expNear(0)).toBe(1)
  expect(expNear(-0)).toBe(1)
  expect(expNear(1)).toBeCloseTo(Math.E, 14)
})

test('at either end there is neither overflow nor underflow', () => {
  for (const x of [-expLimit, expLimit]) expect(Math.abs(expNear(x) / Math.exp(x) - 1)).toBeLessThan(2 ** -51)
})
