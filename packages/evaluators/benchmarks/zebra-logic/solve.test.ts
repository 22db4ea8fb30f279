import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseClue } from './clues.ts'
import { parsePuzzle } from './parse-puzzle.ts'
import { stepsFrom, type Clue, type Puzzle, type Relation, type Table, type Value } from './puzzle.ts'
import { solve } from './solve.ts'

test.each([
  ['The person who is short is Bob.', { type: 'same', a: ['Height', 'short'], b: ['Name', 'Bob'] }],
  ['Alice is The bird keeper.', { type: 'same', a: ['Name', 'Alice'], b: ['Animal', 'bird'] }],
  ['Bob is not in the sixth house.', { type: 'not_at', a: ['Name', 'Bob'], house: 6 }],
  [
    'There is one house between Bob and Eric.',
    { type: 'one_between', a: ['Name', 'Bob'], b: ['Name', 'Eric'] },
  ],
  ['Bob and Eric are next to each other.', { type: 'beside', a: ['Name', 'Bob'], b: ['Name', 'Eric'] }],
  ['Bob is directly right of Eric.', undefined],
  ['Zoe is in the first house.', undefined],
])('%s', (sentence, clue) => {
  expect(parseClue(sentence)).toEqual(clue)
})

test('a text that is no puzzle is refused with the line that is none', () => {
  const text =
    'There are 2 houses.\n - Each person has a unique name: `Eric`, `Bob`\n## Clues:\n1. Bob sings.'
  expect(() => parsePuzzle(text)).toThrow(/"1\. Bob sings\."/)
  expect(() => parsePuzzle('')).toThrow(SyntaxError)
})

/** A small solved puzzle: for each attribute the order of its values, and true clues about it. */
const solved = fc
  .record({ houses: fc.integer({ min: 2, max: 4 }), attributes: fc.integer({ min: 1, max: 2 }) })
  .chain(({ houses, attributes }) => {
    const order = fc.shuffledSubarray(
      Array.from({ length: houses }, (_, v) => `v${v}`),
      { minLength: houses },
    )
    return fc.tuple(...Array.from({ length: attributes }, () => order))
  })
  .chain((orders) => {
    const all = trueClues(orders)
    return fc.record({ orders: fc.constant(orders), clues: fc.subarray(all) })
  })

describe('the solver', () => {
  test('finds what trying every table finds', () => {
    fc.assert(
      fc.property(solved, ({ orders, clues }) => {
        const puzzle = puzzleOf(orders, clues)
        const found = solve(puzzle, Infinity).map((table) => JSON.stringify(table))
        const tried = everyTable(puzzle).filter((table) => clues.every((clue) => holds(clue, table)))
        expect(found.toSorted()).toEqual(tried.map((table) => JSON.stringify(table)).toSorted())
      }),
      { numRuns: 200 },
    )
  })

  test('finds nothing where clues contradict each other', () => {
    const a: Value = ['a0', 'v0']
    const clues: Clue[] = [
      { type: 'at', a, house: 1 },
      { type: 'not_at', a, house: 1 },
    ]
    expect(solve(puzzleOf([['v0', 'v1']], clues))).toEqual([])
  })
})

function puzzleOf(orders: readonly (readonly string[])[], clues: readonly Clue[]): Puzzle {
  const attributes = orders.map((order, a) => ({ name: `a${a}`, values: order.toSorted() }))
  return { houses: orders[0]!.length, attributes, clues }
}

function trueClues(orders: readonly (readonly string[])[]): Clue[] {
  const table = tableFrom(orders)
  const values = orders.flatMap((order, a) => order.map((value): Value => [`a${a}`, value]))
  const houses = orders[0]!.map((_, index) => index + 1)
  const places = values.flatMap((a) =>
    houses.flatMap((house): Clue[] => [
      { type: 'at', a, house },
      { type: 'not_at', a, house },
    ]),
  )
  const relations = values.flatMap((a) =>
    values.flatMap((b) => (Object.keys(stepsFrom) as Relation[]).map((type): Clue => ({ type, a, b }))),
  )
  return [...places, ...relations].filter((clue) => holds(clue, table))
}

function everyTable({ attributes }: Puzzle): Table[] {
  const choices = attributes.map(({ values }) => permutations(values))
  const orders = choices.reduce<(readonly string[])[][]>(
    (sofar, next) => sofar.flatMap((head) => next.map((order) => [...head, order])),
    [[]],
  )
  return orders.map(tableFrom)
}

function permutations(values: readonly string[]): (readonly string[])[] {
  if (values.length < 2) return [values]
  return values.flatMap((first) =>
    permutations(values.filter((value) => value !== first)).map((rest) => [first, ...rest]),
  )
}

function tableFrom(orders: readonly (readonly string[])[]): Table {
  return Object.fromEntries(
    orders[0]!.map((_, house) => [
      `House ${house + 1}`,
      Object.fromEntries(orders.map((order, a) => [`a${a}`, order[house]!])),
    ]),
  )
}

function holds(clue: Clue, table: Table): boolean {
  const place = ([attribute, value]: Value) =>
    Object.values(table).findIndex((house) => house[attribute] === value) + 1
  if ('house' in clue) return (place(clue.a) === clue.house) === (clue.type === 'at')
  return (stepsFrom[clue.type] as readonly number[]).includes(place(clue.b) - place(clue.a))
}
