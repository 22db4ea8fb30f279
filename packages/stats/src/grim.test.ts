import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPossibleShare } from './grim.ts'

test('every share of n, as printed, is possible', () => {
  const share = fc
    .integer({ min: 1, max: 20_000 })
    .chain((n) => fc.record({ n: fc.constant(n), halves: fc.integer({ min: 0, max: 2 * n }), d: fc.nat(4) }))
  fc.assert(
    fc.property(share, ({ n, halves, d }) => {
      expect(isPossibleShare(((50 * halves) / n).toFixed(d), n, 0.5)).toBe(true)
      const whole = Math.floor(halves / 2)
      expect(isPossibleShare(((100 * whole) / n).toFixed(d), n)).toBe(true)
    }),
  )
})

test('what lies between two shares is not, and neither is more than all', () => {
  // 683 and 684 of 1319 are 51.78 and 51.86 %.
  expect(isPossibleShare('51.80', 1319)).toBe(false)
  expect(isPossibleShare('51.8', 1319)).toBe(true)
  expect(isPossibleShare('12.5', 4)).toBe(false)
  expect(isPossibleShare('12.5', 4, 0.5)).toBe(true)
  expect(isPossibleShare('101.0', 100)).toBe(false)
  const between = fc
    .integer({ min: 1, max: 999 })
    .chain((n) => fc.record({ n: fc.constant(n), k: fc.integer({ min: 0, max: n - 1 }) }))
  fc.assert(
    fc.property(between, ({ n, k }) => {
      expect(isPossibleShare(((100 * (k + 0.5)) / n).toFixed(4), n)).toBe(false)
    }),
  )
})
