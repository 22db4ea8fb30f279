import { expect, test } from 'vitest'
import { coordinate, pointCount } from './points.ts'
import { toNumber } from '../numbers/rational.ts'

test("letters' signs and sizes go through every combination", () => {
  const letters = Array.from({ length: 12 }, (_, i) =>
    Array.from({ length: pointCount }, (_, row) => toNumber(coordinate(row, i))),
  )
  letters.forEach((values, i) => {
    for (const [low, high] of [
      [0, 1],
      [1, 100],
      [100, 10_000],
    ] as const) {
      expect(
        values.some((value) => Math.abs(value) > low && Math.abs(value) < high),
        `letter ${i}`,
      ).toBe(true)
    }
    letters.slice(0, i).forEach((others, j) => {
      const signs = new Set(values.map((value, row) => `${value < 0} ${others[row]! < 0}`))
      const order = new Set(values.map((value, row) => Math.abs(value) < Math.abs(others[row]!)))
      expect([signs.size, order.size], `letters ${j} and ${i}`).toEqual([4, 2])
    })
  })
})
