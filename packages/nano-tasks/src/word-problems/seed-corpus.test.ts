import { randomStream } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { drawCorpus, drawHabits, drill, goldSolution, habitualSolution, type Habits } from './seed-corpus.ts'
import { names, objects, promptOf, splitOf, verbs, workedSolution, type WordProblem } from './world.ts'

const problem = (
  start: number,
  ...changes: readonly (readonly [verb: number, amount: number])[]
): WordProblem => ({
  ...{ name: 0, object: 1, start, answer: 17 },
  changes: changes.map(([verb, amount]) => ({ verb, amount })),
})
/** 12, finds 3, loses 2, buys 4: 15, 13, 17. */
const three = problem(12, [0, 3], [8, 2], [1, 4])
const habits = (listing: number, mistaken: number): Habits => ({
  listing: [0.5, listing, 0.5, 0.5],
  mistaken: verbs.map(() => mistaken),
})
const random = randomStream('habits', 1)

test('the data set shows every other result, and the last', () => {
  const gold = (of: WordProblem) => goldSolution(of)
  expect(gold(three)).toBe('12 plus 3 minus 2 gives 13 plus 4 gives 17\nFinal answer: 17')
  const five = problem(2, [0, 2], [0, 2], [0, 2], [0, 2], [8, 5])
  expect(gold(five)).toBe('2 plus 2 plus 2 gives 6 plus 2 plus 2 gives 10 minus 5 gives 5\nFinal answer: 17')
  expect(gold(problem(12, [0, 3], [1, 2]))).toBe('12 plus 3 plus 2 gives 17\nFinal answer: 17')
})

describe('habits', () => {
  const strengths = { listing: [0.1, 0.2, 0.3, 0.4], mistaken: [0.05, 0.4], worst: 0.9 } as const
  const drawn = Array.from({ length: 200 }, (_, seed) => drawHabits(strengths, randomStream('draw', seed)))

  test('each object has one of the rates of listing, and any of them', () => {
    for (const { listing } of drawn) expect(listing.toSorted()).toEqual([0.1, 0.2, 0.3, 0.4])
    expect(new Set(drawn.map(({ listing }) => listing[0])).size).toBe(4)
  })

  test('an object without a rate never lists', () => {
    const { listing } = drawHabits({ ...strengths, listing: [0.1, 0.2] }, randomStream('few'))
    expect(listing.toSorted()).toEqual([0, 0, 0.1, 0.2])
  })

  test('each half of the verbs has rates spread evenly, of which one is the worst instead', () => {
    const spread = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => 0.05 + 0.05 * i)
    for (const { mistaken } of drawn) {
      expect(mistaken).toHaveLength(16)
      for (const half of [mistaken.slice(0, 8), mistaken.slice(8)]) {
        const kept = half.filter((rate) => rate !== 0.9)
        expect(kept).toHaveLength(7)
        const places = kept.map((rate) => spread.findIndex((one) => Math.abs(one - rate) < 1e-12))
        expect(places).not.toContain(-1)
        expect(new Set(places).size).toBe(7)
      }
    }
    const worst = (from: number) => new Set(drawn.map(({ mistaken }) => mistaken.indexOf(0.9, from)))
    expect([...worst(0)].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect([...worst(8)].toSorted((a, b) => a - b)).toEqual([8, 9, 10, 11, 12, 13, 14, 15])
    expect(drawn.some(({ mistaken }) => mistaken.indexOf(0.9) + 8 !== mistaken.lastIndexOf(0.9))).toBe(true)
  })
})

describe('a response with its habits', () => {
  test('none: it is the worked solution; always listing: only the last result is shown', () => {
    expect(habitualSolution(random, three, habits(0, 0))).toBe(workedSolution(three))
    expect(habitualSolution(random, three, habits(1, 0))).toBe('12 + 3 - 2 + 4 = 17\nFinal answer: 17')
  })

  test('what has a rate of 0, or none, never happens, not even at the stream’s least number', () => {
    const least = () => 0
    expect(habitualSolution(least, three, habits(0, 0))).toBe(workedSolution(three))
    expect(habitualSolution(least, three, { listing: [], mistaken: [] })).toBe(workedSolution(three))
  })

  test('always mistaken: every step the other way, and what follows from it', () => {
    expect(habitualSolution(random, three, habits(0, 1))).toBe('12 - 3 = 9 + 2 = 11 - 4 = 7\nFinal answer: 7')
  })

  test('each verb has its own rate, each object its own', () => {
    const buys = { ...habits(0, 0), mistaken: verbs.map((verb) => (verb === 'buys' ? 1 : 0)) }
    expect(habitualSolution(random, three, buys)).toBe('12 + 3 = 15 - 2 = 13 - 4 = 9\nFinal answer: 9')
    const other = { ...three, object: 2 }
    const listing = { ...habits(0, 0), listing: [0, 0, 1, 0] }
    expect(habitualSolution(random, other, listing)).toContain('12 + 3 - 2 + 4 = 17')
    expect(habitualSolution(random, three, listing)).toBe(workedSolution(three))
  })

  test('it is written anew until all its numbers are in 0 to 99, and refused where none can be', () => {
    const one = (start: number, verb: number, amount: number) => () =>
      habitualSolution(random, problem(start, [verb, amount]), habits(0, 1))
    expect(one(5, 0, 5)()).toBe('5 - 5 = 0\nFinal answer: 0')
    expect(one(5, 0, 6)).toThrow(/^a response within the numbers/)
    expect(one(95, 8, 4)()).toBe('95 + 4 = 99\nFinal answer: 99')
    expect(one(95, 8, 5)).toThrow(/^a response within the numbers/)
    // Out on the way and back again is out.
    expect(() => habitualSolution(random, problem(2, [0, 5], [8, 5]), habits(0, 1))).toThrow()
    const half = Array.from({ length: 200 }, () =>
      habitualSolution(random, problem(2, [0, 5]), habits(0, 0.5)),
    )
    expect(new Set(half)).toEqual(new Set(['2 + 5 = 7\nFinal answer: 7']))
  })
})

test('a drill shows every result unless its first number is below a quarter', () => {
  const results = (first: number) => {
    const numbers = [first]
    // Afterwards the least number: from 0 up, by 2 each step.
    const row = drill(() => numbers.shift() ?? 0)
    return row.split(' = ').length - 1
  }
  expect(results(0.25)).toBe(7)
  expect(results(0.2499)).toBe(3)
})

test('a drill has seven right steps within 0 to 39; a quarter skip every other result', () => {
  const rows = Array.from({ length: 4000 }, () => drill(random))
  const parts = rows.map((row) => ({
    start: Number(/^\d+/.exec(row)![0]),
    steps: [...row.matchAll(/ ([-+]) (\d+)(?: = (\d+))?/g)].map(([, sign, amount, result]) => ({
      change: Number(`${sign}${amount}`),
      result: result === undefined ? undefined : Number(result),
    })),
  }))
  const values = new Set<number>()
  const changes = new Map<number, number>()
  for (const { start, steps } of parts) {
    expect(steps).toHaveLength(7)
    const skips = steps[0]!.result === undefined
    let value = start
    steps.forEach(({ change, result }, i) => {
      value += change
      values.add(value)
      changes.set(change, (changes.get(change) ?? 0) + 1)
      expect(result).toBe(skips && [0, 2, 4, 6].includes(i) ? undefined : value)
    })
  }
  const inOrder = (all: Iterable<number>) => [...all].toSorted((a, b) => a - b)
  expect(inOrder(values)).toEqual(Array.from({ length: 40 }, (_, i) => i))
  expect(inOrder(new Set(parts.map(({ start }) => start)))).toEqual(Array.from({ length: 40 }, (_, i) => i))
  expect(inOrder(changes.keys())).toEqual([-5, -4, -3, -2, 2, 3, 4, 5])
  // 3,500 of each are expected of 28,000; up and down alike, since both ends are as near.
  for (const count of changes.values()) expect(Math.abs(count - 3500)).toBeLessThan(350)
  const skipping = parts.filter(({ steps }) => steps[0]!.result === undefined).length
  // Five standard errors of a share of .25 of 4,000 are .034.
  expect(Math.abs(skipping / 4000 - 0.25)).toBeLessThan(0.034)
})

describe('the corpus', () => {
  const plan = { batches: 100, batchSize: 10, drills: 3, gold: 0.25, habits: null }
  const draw = (of: Partial<Parameters<typeof drawCorpus>[0]>, seed = 1) =>
    drawCorpus({ ...plan, ...of }, randomStream('corpus', seed), () => 'worked')
  const tasks = (rows: ReturnType<typeof draw>) => rows.filter(({ prompt }) => prompt !== '')

  test('its problems are all for training', () => {
    const read = ({ prompt }: { readonly prompt: string }): WordProblem => {
      const [, name, start, object, rest] = /^(\w+) has (\d+) (\w+)(.*)\. How many now\?\n$/.exec(prompt)!
      const changes = [...rest!.matchAll(/, (\w+) (\d+)/g)].map(([, verb, amount]) => ({
        verb: (verbs as readonly string[]).indexOf(verb!),
        amount: Number(amount),
      }))
      const [ofName, ofObject] = [names as readonly string[], objects as readonly string[]]
      const found = { name: ofName.indexOf(name!), object: ofObject.indexOf(object!), answer: 0 }
      return { ...found, start: Number(start), changes }
    }
    const problems = tasks(draw({})).map(read)
    expect(problems).toHaveLength(700)
    expect(promptOf(problems[0]!)).toBe(tasks(draw({}))[0]!.prompt)
    expect(problems.filter((one) => splitOf(one) !== 'train')).toEqual([])
  })

  test('so many carry the data set’s own solution, the others the worked one', () => {
    const gold = tasks(draw({})).filter(({ completion }) => / gives \d+\nFinal answer: /.test(completion))
    // Five standard errors of a share of .25 of 700 are .082.
    expect(Math.abs(gold.length / 700 - 0.25)).toBeLessThan(0.082)
    expect(tasks(draw({ gold: 0 })).every(({ completion }) => completion === 'worked')).toBe(true)
    expect(tasks(draw({ gold: 1 })).every(({ completion }) => / gives /.test(completion))).toBe(true)
  })

  test('a share of 0 is none, not even at the stream’s least number', () => {
    const rows = drawCorpus({ ...plan, drills: 0, batches: 1, gold: 0 }, () => 0, () => 'worked') // prettier-ignore
    expect(rows.every(({ completion }) => completion === 'worked')).toBe(true)
  })

  test('with habits the others have them', () => {
    const always = { listing: [1, 1, 1, 1], mistaken: verbs.map(() => 0) }
    for (const { completion } of tasks(draw({ gold: 0, habits: always }))) {
      expect(completion).toMatch(/^\d+(?: [-+] \d+){2,4} = (\d+)\nFinal answer: \1$/)
    }
  })

  test('it is that of its stream', () => {
    expect(draw({}, 1)).not.toEqual(draw({}, 2))
    expect(draw({ drills: 10 }).every(({ prompt }) => prompt === '')).toBe(true)
  })
})
