import { expect, test } from 'vitest'
import { shareText } from './share-text.ts'

// Wilson's interval of 5 of 10, worked from its formula: 23.66 to 76.34 %.
test('a share stands with its interval, which is not empty at the ends', () => {
  expect(shareText(0.5, 10)).toBe('50.0 % (23.7 – 76.3)')
  expect(shareText(0, 4)).toBe('0.0 % (0.0 – 49.0)')
})
