import { expect, test } from 'vitest'
import { counted, grouped } from './counted.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [-12_345, '-12,345'],
  [1_234_567_890, '1,234,567,890'],
  [1234.5678, '1,234.5678'],
  [1e21, '1e+21'],
  [Number.NaN, 'NaN'],
])('%d is written %s', (count, text) => {
  expect(grouped(count)).toBe(text)
})

test('a count is one or several of its noun', () => {
  expect([1, 0, 2125].map((count) => counted(count, 'output'))).toEqual([
    '1 output',
    '0 outputs',
    '2,125 outputs',
  ])
})
