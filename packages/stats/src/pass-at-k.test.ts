import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passAtK } from './pass-at-k.ts'

test('counts subsets', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(), fc.nat(), (n, a, b) => {
      const right = a % (n + 1)
      const k = 1 + (b % n)
      let subsets = 0
      let passing = 0
      for (let mask = 0; mask < 1 << n; mask += 1) {
        const size = mask.toString(2).replaceAll('0', '').length
        if (size !== k) continue
        subsets += 1
        // The first `right` samples are the right ones.
        if ((mask & ((1 << right) - 1)) !== 0) passing += 1
      }
      expect(passAtK(n, right, k)).toBeCloseTo(passing / subsets, 12)
    }),
  )
})
