import { expect, test } from 'vitest'
import { measurement, normal, wilson } from './measurement.ts'

test('a plain figure has neither standard error nor interval', () => {
  expect(measurement('rows', 3, { n: 3, unit: 'count' })).toEqual({
    name: 'rows',
    value: 3,
    standardError: null,
    n: 3,
    unit: 'count',
    interval: null,
  })
})

test('a unit of a recipe’s own is kept, and an interval that is given', () => {
  const interval = normal(2, 0.5)
  // 97.5 % point of the standard normal: 1.959963984540054.
  expect(interval).toEqual({
    low: 2 - 0.979981992270027,
    high: 2.979981992270027,
    level: 0.95,
    method: 'normal',
  })
  expect(measurement('length', 2, { n: 9, unit: 'nats', standardError: 0.5, interval })).toMatchObject({
    standardError: 0.5,
    unit: 'nats',
    interval,
  })
})

test('of no success in ten, Wilson leaves z²/(10 + z²)', () => {
  const z2 = 1.959963984540054 ** 2
  expect(wilson(0, 10)).toMatchObject({ low: 0, high: expect.closeTo(z2 / (10 + z2), 12), method: 'wilson' })
})
