import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grim } from './grim.ts'
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

test('a tie agrees with both rules, though the double may lie beside the half', () => {
  expect(agreesAsPrinted(0.125, '0.13')).toBe(true)
  expect(agreesAsPrinted(0.125, '0.12')).toBe(true)
  expect(printedLike(0.125, '0.12')).toBe('0.12')
  expect(printedLike(0.125, '0.99')).toBe('0.13')
  expect(agreesAsPrinted(2.5, '2')).toBe(true)
  expect(agreesAsPrinted(-2.5, '-3')).toBe(true)
  // The doubles nearest to 1.005 and 0.35 lie below them.
  expect(['1.00', '1.01'].map((printed) => agreesAsPrinted(1.005, printed))).toEqual([true, true])
  expect(['0.3', '0.4'].map((printed) => agreesAsPrinted((100 * 7) / 2000, printed))).toEqual([true, true])
  expect(agreesAsPrinted(1.0049999, '1.01')).toBe(false)
})

test('with all of a double’s digits only the double itself agrees', () => {
  expect(agreesAsPrinted((18 / 134) * 100, '13.432835820895523')).toBe(true)
  expect(printedLike((18 / 134) * 100, '13.432835820895523')).toBe('13.432835820895523')
  expect(agreesAsPrinted(13.432835820895525, '13.432835820895523')).toBe(false)
  // Doubles here are a quarter of the last digit apart, and its half is not told from rounding any more.
  expect(agreesAsPrinted(1.3, '1.300000000000001')).toBe(false)
  expect(agreesAsPrinted(1.3, '1.300000000000000')).toBe(true)
  // A fifth of the last digit above, where the doubles are a ninth of it apart.
  expect(agreesAsPrinted(0.9000000000000002, '0.900000000000001')).toBe(false)
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), (value) => {
      expect(agreesAsPrinted(value, String(value))).toBe(true)
    }),
  )
})

test('a count agrees with a printed percentage where GRIM says that it gives it', () => {
  const share = fc
    .integer({ min: 1, max: 3000 })
    .chain((items) => fc.tuple(fc.constant(items), fc.nat(items)))
  fc.assert(
    fc.property(share, fc.nat(3), fc.constantFrom(-1, 0, 1), ([items, right], decimals, off) => {
      const scale = 10 ** decimals
      const units = Math.round(((100 * right) / items) * scale) + off
      fc.pre(units >= 0)
      const printed = (units / scale).toFixed(decimals)
      const { totals } = grim(printed, { items, scale: 100 })
      const isAmong = totals !== null && totals.least <= BigInt(right) && BigInt(right) <= totals.most
      expect(agreesAsPrinted((100 * right) / items, printed)).toBe(isAmong)
    }),
  )
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
