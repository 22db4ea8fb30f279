import { expect, test } from 'vitest'
import { solvePsd } from './pivoted-cholesky.ts'

const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12) as number)

test('a full matrix, by hand', () => {
  // [4 2; 2 3] (1, 2) = (8, 8).
  const { x, flat } = solvePsd(Float64Array.of(4, 2, 2, 3), Float64Array.of(8, 8))
  expect([[...x], flat]).toEqual([near([1, 2]), []])
})

test('a feature twice another: what the matrix takes to 0, and how far the right side lies off', () => {
  // The outer product of (1, 2): it takes (-2, 1) and (1, -1/2) to 0, and the first feature is the dependent one or the second.
  const { x, flat } = solvePsd(Float64Array.of(1, 2, 2, 4), Float64Array.of(3, 7))
  expect(flat).toHaveLength(1)
  const [a, b] = flat[0]!.vector
  expect([a! + 2 * b!, Math.max(a!, b!)]).toEqual(near([0, 1]))
  expect(flat[0]!.pull).toBeCloseTo(3 * a! + 7 * b!, 12)
  expect([...x].filter((value) => value === 0)).toHaveLength(1)
})
