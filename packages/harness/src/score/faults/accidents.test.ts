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
  const shifted = (i: number) => ({ id: i + 1, grade: { extracted: gold(i), gold: gold(i + 1), score: 0 } })
  expect(found(rows(9, shifted))[0]).toContain(
    '8 of 9 answers are right for the item before theirs, 0 for their own.',
  )
  // Even where some rows are lacking.
  expect(found([...rows(9, shifted).slice(0, 4), ...rows(9, shifted).slice(5)])[0]).toContain(
    '6 of 8 answers',
  )
})

test('ids from 1 are right where a question says so, where 0 comes too, and where only some items are wanted', () => {
  expect(found(rows(12, (i) => ({ id: i + 1, question: `Question ${i + 1}?` })))).toEqual([])
  expect(found(rows(12, (i) => ({ id: i + 1, idIsPosition: true })))).toEqual([])
  expect(found([...rows(12, (i) => ({ id: i + 1 })), { id: 0 }])).toEqual([])
  expect(found([{ id: 1 }, { id: 5 }, { id: 9 }])).toEqual([])
})

test('the same rows twice are named, and samples that differ are not', () => {
  expect(found(rows(40, (i) => ({ id: i % 20, outputs: [long(i % 20)] })))).toEqual([
    '20 of 40 rows repeat an earlier row of their item, output and all, the first at line 21: the same rows twice? They count as further samples.',
  ])
  expect(found(rows(40, (i) => ({ id: i % 20, outputs: [i % 2 === 0 ? 'A' : 'B'] })))).toHaveLength(1)
  const epoch = (i: number) => ({ kind: 'epoch', index: Math.floor(i / 20) }) as const
  expect(found(rows(40, (i) => ({ id: i % 20, part: epoch(i), outputs: [long(i % 20)] })))).toEqual([])
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
  expect(found(rows(20, (i) => (i === 4 ? { outputs: [' '] } : {})))).toEqual(['1 of 20 outputs are empty.'])
  const failed = { indexes: [0], reason: 'is null' }
  expect(found(rows(20, (i) => (i === 4 ? { outputs: [''], failed } : {})))).toEqual([])
})
