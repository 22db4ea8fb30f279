import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergedOrder } from './merged-order.ts'

const merged = (...sequences: string[][]) => mergedOrder([...new Set(sequences.flat())], sequences)

test('a row that the first column lacks stands where the others have it', () => {
  expect(merged(['a', 'c'], ['a', 'b', 'c'], ['b'])).toEqual(['a', 'b', 'c'])
  expect(merged(['seed', 'last'], ['first', 'second', 'last'], ['seed', 'first'])).toEqual([
    'seed',
    'first',
    'second',
    'last',
  ])
})

test('where nothing is said names stand as given; where the contrary is, the earlier sequence decides', () => {
  expect(merged(['b'], ['a'])).toEqual(['b', 'a'])
  expect(merged(['a', 'b'], ['b', 'a'], ['c'])).toEqual(['a', 'b', 'c'])
  expect(mergedOrder(['x', 'y'], [])).toEqual(['x', 'y'])
})

test('parts of one order are put together in that order', () => {
  const order = Array.from({ length: 12 }, (_, i) => `row ${String.fromCharCode(65 + ((i * 5) % 12))}`)
  const parts = fc.array(fc.subarray(order, { minLength: 1 }), { maxLength: 6 })
  fc.assert(
    fc.property(parts, (all) => {
      expect(merged(...all, order)).toEqual(order)
      const found = merged(...all)
      expect(found.toSorted()).toEqual([...new Set(all.flat())].toSorted())
      for (const part of all) expect(found.filter((name) => part.includes(name))).toEqual(part)
    }),
  )
})
