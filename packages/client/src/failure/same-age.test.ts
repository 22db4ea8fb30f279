import { expect, test } from 'vitest'
import { watchAges } from './same-age.ts'

test('three ends within 5 % of each other are one age', () => {
  const ages = watchAges(5000)
  expect(ages.add(100_000)).toBeUndefined()
  expect(ages.add(40_000)).toBeUndefined()
  expect(ages.add(102_000)).toBeUndefined()
  expect(ages.add(101_000)).toBeCloseTo(101_000)
})

test('ends at unlike ages, or at once, are no age', () => {
  const ages = watchAges(5000)
  for (const age of [10_000, 20_000, 40_000, 80_000, 3000, 3000, 3000]) expect(ages.add(age)).toBeUndefined()
})
