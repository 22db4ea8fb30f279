import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expNear } from './exp.ts'

test('it is the exponential function, to two ulps of Math.exp', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
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
  for (const x of [-700, 700]) expect(Math.abs(expNear(x) / Math.exp(x) - 1)).toBeLessThan(2 ** -51)
})
