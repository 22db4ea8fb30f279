import { expect, test } from 'vitest'
import { applied, operations, words } from './operations.ts'

test('each operation on a list, worked by hand', () => {
  const of = Object.fromEntries(
    operations.map((each) => [each, applied(each, ['a', 'b', 'c', 'd']).join('')]),
  )
  expect(of).toEqual({
    copy: 'abcd',
    reverse: 'dcba',
    'swap ends': 'dbca',
    'rotate left': 'bcda',
    'rotate right': 'dabc',
    'drop first': 'bcd',
  })
})

test('words are different, and none begins another', () => {
  expect(new Set(words).size).toBe(20)
  const begins = words.flatMap((one) => words.filter((other) => other !== one && other.startsWith(one)))
  expect(begins).toEqual([])
})
