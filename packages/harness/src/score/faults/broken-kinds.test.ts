import { expect, test } from 'vitest'
import { startBrokenTally } from './broken-kinds.ts'

function kindsOf(...rows: [line: number, reason: string][]) {
  const tally = startBrokenTally()
  for (const [line, reason] of rows) tally.add({ kind: 'broken', line, reason })
  return tally.kinds()
}

test('rows with the same fault are one kind, whatever their ids, numbers and names are', () => {
  const kinds = kindsOf(
    [1, 'its id 77 is none of the test items'],
    [2, 'is not valid JSON'],
    [3, 'its id 8 is none of the test items'],
    [4, 'its "gold" is "7", and that of test/4 is "say \\"8\\""'],
    [5, 'its "gold" is "12", and that of test/5 is "9"'],
  )
  expect(kinds.map(({ line, rows, lines }) => [line, rows, lines])).toEqual([
    [1, 2, [1, 3]],
    [2, 1, [2]],
    [4, 2, [4, 5]],
  ])
})

test('samples of a log are told apart by what is wrong, not by their own names and messages', () => {
  const kinds = kindsOf(
    [0, 'samples/a b_epoch_1.json: ended in an error: out of memory'],
    [0, 'samples/c_epoch_2.json: ended in an error: time is over'],
    [0, 'sample "x": its question is none of the test items'],
    [0, 'sample "y": its question is none of the test items'],
  )
  expect(kinds.map(({ rows, lines }) => [rows, lines])).toEqual([
    [2, []],
    [2, []],
  ])
})

test('memory is bounded: lines are named up to five, and kinds beyond the hundredth are one', () => {
  const letters = (n: number) =>
    [...n.toString(26)].map((c) => String.fromCharCode(97 + parseInt(c, 26))).join('')
  const rows = Array.from({ length: 300 }, (_, i): [number, string] => [i + 1, `lacks ${letters(i)}`])
  const kinds = kindsOf(...rows)
  expect(kinds).toHaveLength(101)
  expect(kinds.at(-1)).toMatchObject({ line: 101, rows: 200, lines: [101, 102, 103, 104, 105] })
  expect(kinds.reduce((sum, { rows }) => sum + rows, 0)).toBe(300)
})
