import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreesAsPrinted, decimalsOf, printedLike } from './printed.ts'

test('decimals are read as printed', () => {
  expect(decimalsOf('51.80')).toBe(2)
  expect(decimalsOf('1319')).toBe(0)
})

test('a trailing zero counts', () => {
  expect(agreesAsPrinted(51.8, '51.80')).toBe(true)
  expect(agreesAsPrinted(51.81, '51.8')).toBe(true)
  expect(agreesAsPrinted(51.81, '51.80')).toBe(false)
})

test('an exact tie agrees with both rules, a near tie with one', () => {
  expect(agreesAsPrinted(0.125, '0.13')).toBe(true)
  expect(agreesAsPrinted(0.125, '0.12')).toBe(true)
  expect(printedLike(0.125, '0.12')).toBe('0.12')
  expect(printedLike(0.125, '0.99')).toBe('0.13')
  expect(agreesAsPrinted(2.5, '2')).toBe(true)
  expect(agreesAsPrinted(-2.5, '-3')).toBe(true)
  // The double nearest to 1.005 lies below it.
  expect(agreesAsPrinted(1.005, '1.01')).toBe(false)
})

test('agrees with exactly the printed numbers that are nearest', () => {
  const halves = fc.integer({ min: -4000, max: 4000 }).map((n) => n / 8)
  fc.assert(
    fc.property(halves, fc.integer({ min: -600, max: 600 }), (value, tenths) => {
      // Eighths have exact distances to tenths times 40: |5n - 4t| of 1/40.
      const distance = Math.abs(5 * (value * 8) - 4 * tenths)
      expect(agreesAsPrinted(value, (tenths / 10).toFixed(1))).toBe(distance <= 2)
    }),
  )
  expect(decimalsOf(' 51.80 ')).toBe(2)
})
