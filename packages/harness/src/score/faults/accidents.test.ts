import type { Benchmark, Grade, OutputRow } from '@retable/core'
import { beforeAll, expect, test } from 'vitest'
import { findBenchmark } from '../../benchmarks/find-benchmark.ts'
import { startAccidentTally } from './accidents.ts'

let benchmark: Benchmark
beforeAll(async () => {
  benchmark = await findBenchmark('gsm8k')
})

const wrong: Grade = { extracted: '1', gold: '2', score: 0 }
const long = (n: number) => `So it is some words more, until there is number ${n}.`

function found(rows: readonly (Partial<OutputRow> & { grade?: Grade })[]): string[] {
  const tally = startAccidentTally(benchmark)
  for (const [index, { grade = wrong, ...row }] of rows.entries()) {
    const whole: OutputRow = { kind: 'output', line: index + 1, id: index, outputs: [long(index)], ...row }
    tally.add(whole, `test/${whole.id}`, grade)
  }
  return tally.found()
}
const rows = (n: number, row: (index: number) => Partial<OutputRow> & { grade?: Grade }) =>
  Array.from({ length: n }, (_, index) => row(index))

test('an ordinary file has none', () => {
  expect(found(rows(30, () => ({})))).toEqual([])
  // Samples of an item may be few, and short ones often the same.
  expect(found(rows(30, (i) => ({ id: i % 15, outputs: [i < 15 ? 'A' : i % 3 === 0 ? 'A' : 'B'] })))).toEqual(
    [],
  )
})

test('ids that count from 1 are named, with what the answers say', () => {
  const [one, ...others] = found(rows(12, (i) => ({ id: i + 1 })))
  expect(one).toBe(
    'The ids begin at 1 (12 of them, up to 12), but ids are rows of the test set counted from 0: is each one too high?',
  )
  expect(others).toEqual([])
  const gold = (id: number) => String(id * 10)
  const right = (i: number) => ({ id: i + 1, grade: { extracted: gold(i + 1), gold: gold(i + 1), score: 1 } })
  expect(found(rows(12, right))).toEqual([])
  const shifted = (i: number) => ({ id: i + 1, grade: { extracted: gold(i), gold: gold(i + 1), score: 0 } })
  expect(found(rows(9, shifted))[0]).toContain(
    'The ids are one too high: 8 of 9 answers are right for the item before theirs, 0 for their own.',
  )
  // Even where some rows are lacking.
  expect(found([...rows(9, shifted).slice(0, 4), ...rows(9, shifted).slice(5)])[0]).toContain(
    '6 of 8 answers',
  )
})

test('that ids are one too high is certain only where most answers say so', () => {
  const tally = (grade: (i: number) => Grade) => {
    const made = startAccidentTally(benchmark)
    for (let i = 0; i < 20; i += 1)
      made.add({ kind: 'output', line: i + 1, id: i + 1, outputs: [long(i)] }, `test/${i + 1}`, grade(i))
    return [made.isShifted(), ...made.found()]
  }
  const gold = (id: number) => String(id * 10)
  const some = (share: number) => (i: number) =>
    ({ extracted: i % share === 0 ? gold(i) : 'x', gold: gold(i + 1), score: 0 }) as const
  expect(tally(some(1))).toMatchObject([true, expect.stringContaining('take 1 from each id')])
  expect(tally(some(4))).toMatchObject([
    false,
    expect.stringMatching(/is each one too high\? 4 of 20 answers/),
  ])
})

test('ids from 1 are right where a question says so, where 0 comes too, and where only some items are wanted', () => {
  expect(found(rows(12, (i) => ({ id: i + 1, question: `Question ${i + 1}?` })))).toEqual([])
  expect(found(rows(12, (i) => ({ id: i + 1, idIsPosition: true })))).toEqual([])
  expect(found([...rows(12, (i) => ({ id: i + 1 })), { id: 0 }])).toEqual([])
  expect(found([{ id: 1 }, { id: 5 }, { id: 9 }])).toEqual([])
})

test('the same rows twice are named, and samples that differ are not', () => {
  expect(found(rows(40, (i) => ({ id: i % 20, outputs: [long(i % 20)] })))).toEqual([
    '20 of 40 rows repeat an earlier row of their item, output and all, the first at line 21: the same rows twice? They count as further samples; take them out if they are none.',
  ])
  expect(found(rows(40, (i) => ({ id: i % 20, outputs: [i % 2 === 0 ? 'A' : 'B'] })))).toHaveLength(1)
  const epoch = (i: number) => ({ kind: 'epoch', index: Math.floor(i / 20) }) as const
  expect(found(rows(40, (i) => ({ id: i % 20, part: epoch(i), outputs: [long(i % 20)] })))).toEqual([])
})

test('one row that comes twice is named where items have one row each, a short one too', () => {
  const once = (i: number) => ({ id: i, outputs: [`#### ${i}`] })
  expect(found([...rows(30, once), once(4)])).toEqual([
    '1 of 31 rows repeats an earlier row of its item, output and all, the first at line 31: the same rows twice? It counts as a further sample; take it out if it is none.',
  ])
  // Another answer is a further sample, and of items that all have several short ones are often the same.
  expect(found([...rows(30, once), { id: 4, outputs: ['#### 5'] }])).toEqual([])
  const sampled = (i: number) => ({ id: i % 8, outputs: [i % 3 === 0 ? 'A' : `B${i}`] })
  expect(found(rows(31, sampled))).toEqual([])
})

test('rows that a quoted text has taken are named, for certain or where the file has no others of their items', () => {
  const tally = startAccidentTally(benchmark)
  tally.broken({ kind: 'broken', line: 4, reason: 'taken', rowsWithin: ['3', '4', '5'] })
  tally.add({ kind: 'output', line: 9, id: 9, outputs: [long(9)] }, 'test/9', wrong)
  expect(tally.found()).toEqual([
    'A quoted text that begins at line 4 holds 3 lines that look like rows of the table (ids 3 to 5): is its quote closed too late? All of them are lost; close the quote where the text ends.',
  ])
  const within = (others: readonly number[]) =>
    found([{ id: 20, rowsWithin: ['20', '7', '9'] }, ...others.map((id) => ({ id }))])
  expect(within([1])[0]).toContain(
    '(ids 20 to 9): is its quote closed too late? If they are, all but one are in no score',
  )
  expect(within([7, 9])).toEqual([])
  expect(found([{ id: 'own', rowsWithin: ['own', 'x'] }])).toEqual([])
})

test('several models are named', () => {
  const model = (i: number) => `model-${'abcdefghijklmnop'[i % 4]}`
  expect(found(rows(12, (i) => ({ id: i, model: model(i) })))).toEqual([
    'The file has rows of 4 models (model-a, model-b, model-c, …): they are scored together, as samples of the same items.',
  ])
  expect(found(rows(12, (i) => ({ id: i, model: 'one' })))).toEqual([])
})

test('outputs that are all one text, and empty ones, are named', () => {
  expect(found(rows(10, () => ({ outputs: ['#### 3'] })))).toEqual(['All 10 outputs are the same text.'])
  expect(found(rows(20, (i) => (i === 4 ? { outputs: [' '] } : {})))).toEqual(['1 of 20 outputs is empty.'])
  const failed = { indexes: [0], reason: 'is null' }
  expect(found(rows(20, (i) => (i === 4 ? { outputs: [''], failed } : {})))).toEqual([])
})
