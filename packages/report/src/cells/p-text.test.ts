import { expect, test } from 'vitest'
import { pText } from './p-text.ts'

test('a p-value has three decimals, and one below the third is said to be', () => {
  expect([0, 0.0004, 0.001, 0.0455, 1, null].map(pText)).toEqual([
    ...['< 0.001', '< 0.001', '0.001', '0.045', '1.000', ''],
  ])
})
