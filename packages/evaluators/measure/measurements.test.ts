import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanMeasurement, shareOf } from './measurements.ts'

test('intervals of fractions stay within 0 and 1, and are never empty', () => {
  expect(meanMeasurement('m', [0, 1], 'fraction').interval).toMatchObject({ low: 0, high: 1 })
  const none = meanMeasurement('m', [0, 0, 0, 0], 'fraction').interval
  expect(none).toMatchObject({ low: 0, method: 'wilson' })
  expect(none?.high).toBeGreaterThan(0.4)
  expect(meanMeasurement('m', [1], 'fraction').interval).toBeNull()
})

test('values that are all the same have room beside them, whatever their sum comes to', () => {
  const same = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 2, max: 50 }))
  fc.assert(
    fc.property(same, ([value, n]) => {
      const { interval } = meanMeasurement('m', Array<number>(n).fill(value), 'fraction')
      expect(interval?.method).toBe('wilson')
      expect(interval!.high - interval!.low).toBeGreaterThan(0.01)
    }),
  )
  expect(meanMeasurement('m', [7, 7, 7], 'points').interval).toBeNull()
})

test('other units have the normal interval', () => {
  expect(meanMeasurement('m', [-1, 1], 'points').interval?.low).toBeCloseTo(-1.96, 3)
})

test("shares have Wilson's", () => {
  expect(shareOf('s', [true, false]).interval).toMatchObject({ method: 'wilson' })
  expect(shareOf('s', []).interval).toBeNull()
})
