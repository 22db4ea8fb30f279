import { expect, test } from 'vitest'
import { finiteIn, numberIn, scoreIn } from './number-in.ts'

test('numbers as they are printed, and nothing else', () => {
  expect(['1', '-2.', '.5', '+1e-3', ' 7 '].map(numberIn)).toEqual([1, -2, 0.5, 0.001, 7])
  for (const text of ['', '.', 'x', '1,5', '0x10', '1e999', 'Infinity', '1 2'])
    expect(numberIn(text)).toBeNull()
  expect([finiteIn(Number.NaN), finiteIn(null), finiteIn('3')]).toEqual([null, null, 3])
})

test('scores as Python compares them: infinities and NaN, which null stands for, but no such texts', () => {
  expect([2, '-0.5', Infinity, -Infinity, NaN, null].map(scoreIn)).toEqual([
    2,
    -0.5,
    Infinity,
    -Infinity,
    NaN,
    NaN,
  ])
  for (const value of ['NaN', 'Infinity', '1e999', true, undefined, {}]) expect(scoreIn(value)).toBeNull()
})

test('a long run of digits is read in one pass', () => {
  expect(numberIn(`${'1'.repeat(500_000)}x`)).toBeNull()
})
