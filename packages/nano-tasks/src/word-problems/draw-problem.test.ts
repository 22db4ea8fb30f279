import { randomStream } from '@retable/core'
import { expect, test } from 'vitest'
import { drawProblem, names, objects, pieces, signOf, verbs, workedSolution } from './world.ts'

const random = randomStream('every value', 1)
const problems = Array.from({ length: 5000 }, () => drawProblem(random))
const upTo = (least: number, most: number) => Array.from({ length: most - least + 1 }, (_, i) => least + i)
const found = (values: readonly number[]) => [...new Set(values)].toSorted((a, b) => a - b)

test('each part of a problem takes every value that it may, and no other', () => {
  const changes = problems.flatMap((problem) => problem.changes)
  expect(found(problems.map(({ start }) => start))).toEqual(upTo(2, 39))
  expect(found(problems.map((problem) => problem.changes.length))).toEqual([2, 3, 4])
  expect(found(changes.map(({ amount }) => amount))).toEqual([2, 3, 4, 5])
  expect(found(changes.map(({ verb }) => verb))).toEqual(upTo(0, 15))
  expect(found(problems.map(({ name }) => name))).toEqual([0, 1, 2, 3])
  expect(found(problems.map(({ object }) => object))).toEqual([0, 1, 2, 3])
  // Both ends are within.
  expect(found(problems.map(({ answer }) => answer))).toEqual(upTo(0, 39))
})

test('the verbs that add, and those that take away', () => {
  const adding = verbs.filter((_, verb) => signOf(verb) === 1)
  expect(adding).toEqual(['finds', 'buys', 'wins', 'picks', 'gets', 'earns', 'grows', 'makes'])
  const taking = verbs.filter((_, verb) => signOf(verb) === -1)
  expect(taking).toEqual(['loses', 'sells', 'eats', 'drops', 'gives', 'trades', 'breaks', 'spends'])
})

test('a solution works every step out', () => {
  const changes = [
    { verb: 0, amount: 3 },
    { verb: 8, amount: 2 },
  ]
  // Worked by hand.
  expect(workedSolution({ name: 0, object: 0, start: 12, changes, answer: 13 })).toBe(
    '12 + 3 = 15 - 2 = 13\nFinal answer: 13',
  )
})

test('there is a piece for every number to 99, mark and word', () => {
  expect(pieces.slice(0, 100)).toEqual(upTo(0, 99).map(String))
  const marks = [
    ' has ',
    '. How many now?\n',
    ' + ',
    ' - ',
    ' = ',
    ' plus ',
    ' minus ',
    ' gives ',
    '\nFinal answer: ',
  ]
  const words = [...names, ...objects.map((object) => ` ${object}`), ...verbs.map((verb) => `, ${verb} `)]
  expect(pieces.slice(100)).toEqual([...marks, ...words])
  expect([names.length, objects.length, verbs.length]).toEqual([4, 4, 16])
})
