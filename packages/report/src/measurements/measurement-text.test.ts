import { expect, test } from 'vitest'
import { counted } from '@retable/core'
import { measurementText } from './measurement-text.ts'

const measurement = { name: 'm', standardError: null, n: 3, interval: null } as const

test.each([
  [0.5, 'fraction', '50.00 %'],
  [0.264, 'coefficient', '0.26'],
  [2033, 'characters', '2,033 characters'],
  [12.5, 'words', '12.50 words'],
  [8.25, 'points', '8.25 points'],
  [1392, 'count', '1,392'],
  [46 / 3, 'count', '15.33'],
  [Number.NaN, 'percent', '–'],
] as const)('%s as a %s reads %s', (value, unit, text) => {
  expect(measurementText({ ...measurement, value, unit }).value).toBe(text)
})

test('one thing is one', () => {
  expect([counted(1, 'pair'), counted(1392, 'pair')]).toEqual(['1 pair', '1,392 pairs'])
})
