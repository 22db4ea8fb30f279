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

test('what toFixed prints always agrees', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 4 }), (x, d) => {
      expect(agreesAsPrinted(x, x.toFixed(d))).toBe(true)
    }),
  )
})
