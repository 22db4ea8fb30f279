import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoff } from './backoff.ts'

test('doubles up to the longest, and is drawn from the upper half', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, drawn) => {
        const waitMs = backoff(failures, { first: 500, longest: 20_000 }, () => drawn)
        const whole = Math.min(20_000, 500 * 2 ** (failures - 1))
        expect(waitMs).toBeGreaterThanOrEqual(whole / 2)
        expect(waitMs).toBeLessThanOrEqual(whole)
      },
    ),
  )
})
