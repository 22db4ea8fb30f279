import { expect, test } from 'vitest'
import { rootOf } from './root.ts'

/** The root, and how many values were asked for. */
function counted(f: (x: number) => number, low: number, high: number): { root: number; values: number } {
  let values = 0
  const root = rootOf(
    (x) => {
      values += 1
      return f(x)
    },
    low,
    high,
  )
  return { root, values }
}

test('to the last digits, in few steps', () => {
  for (const [f, low, high, root, most] of [
    [(x: number) => x * x - 2, 0, 2, Math.SQRT2, 14],
    [(x: number) => 2 - x * x, 0, 2, Math.SQRT2, 14],
    [(x: number) => Math.cos(x), 0, 3, Math.PI / 2, 12],
    [(x: number) => Math.exp(x) - 1e-3, -50, 1, Math.log(1e-3), 25],
    // scipy 1.17.1's elementwise.find_root, the same method, asks for 17, 18 and 14 values.
    [(x: number) => x ** 9 - 1e-9, -1, 4, 0.1, 20],
    [(x: number) => x * x - 2, 0, 1000, Math.SQRT2, 20],
    [(x: number) => Math.exp(10 * x) - 2, -5, 5, Math.LN2 / 10, 17],
    [(x: number) => Math.sign(x - 0.3), 0, 1, 0.3, 70],
  ] as const) {
    const { root: found, values } = counted(f, low, high)
    expect(Math.abs(found / root - 1)).toBeLessThan(4e-15)
    expect(values).toBeLessThanOrEqual(most)
  }
})

test('what can only be halved is halved until its own digits are there', () => {
  // 133 halvings to its size and some fifty more to its digits.
  const { root, values } = counted((x) => Math.sign(x - 1e-40), 0, 1)
  expect(Math.abs(root / 1e-40 - 1)).toBeLessThan(4e-15)
  expect(values).toBeLessThanOrEqual(200)
})

test('an end that is the root is given at once', () => {
  expect(counted((x) => x - 1, 1, 4)).toEqual({ root: 1, values: 2 })
  expect(counted((x) => x - 4, 1, 4)).toEqual({ root: 4, values: 2 })
  expect(counted((x) => x, -1, 1)).toEqual({ root: 0, values: 3 })
})

test('without a change of sign there is none', () => {
  expect(() => rootOf((x) => x * x + 1, -1, 1)).toThrow('no change of sign between -1 and 1')
  expect(() => rootOf((x) => -x * x - 1, -1, 1)).toThrow(RangeError)
})
