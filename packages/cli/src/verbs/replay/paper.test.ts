import type { CellReplay, PaperReplayed } from '@retable/harness/replays'
import { expect, test } from 'vitest'
import { paperExitCode, paperJson, paperText } from './paper.ts'

const row: CellReplay = {
  cell: 'table-1/a/x',
  table: 'Table 1',
  row: 'A',
  column: 'X',
  metric: 'accuracy',
  version: 'arXiv v1',
  unit: '%',
  reported: '51.8',
  secondHand: true,
  readFrom: 'digest',
  measured: '51.8',
  value: 51.8,
  from: 'outputs',
  source: 'outputs',
  verdict: 'exact',
  reason: '',
  explained: false,
}
const other = { ...row, measured: '49.8', verdict: 'deviates', reason: 'differs by -2.00' } as const
const known = { ...other, reason: 'differs by -2.00: one less', explained: true }
const missing = { reason: 'x.csv cannot be had', cells: ['b'], pinned: true }
const replayed = (
  rows: readonly CellReplay[],
  ...notRecomputed: PaperReplayed['notRecomputed'][number][]
) => ({
  name: 'p',
  kind: 'paper' as const,
  source: 'the release',
  rows,
  notRecomputed,
})

test('only a difference that its known cause does not explain fails, and outweighs a missing file', () => {
  expect(paperExitCode(replayed([row]))).toBe(0)
  expect(paperExitCode(replayed([row, known]))).toBe(0)
  expect(paperExitCode(replayed([row, known], missing))).toBe(3)
  expect(paperExitCode(replayed([other], missing))).toBe(1)
  expect(paperExitCode(replayed([{ ...row, reason: 'is said to differ, and does not: one less' }]))).toBe(1)
})

test('cells are told table by table, differences by cause, and what was read second hand is marked', () => {
  const text = paperText(replayed([row, other]))
  expect(text).toContain(
    '\nTable 1\nrow  column  reported  recomputed  verdict\nA    X          51.8†        51.8  exact\n',
  )
  expect(text).toContain('  table-1/a/x: reported 51.8†, found 49.8 % (differs by -2.00)')
  expect(text).toContain('† second hand, from: digest')
  expect(text).toContain('of 2 reported cells 1 exact, 1 deviates; 0 not recomputed')
  expect(JSON.parse(paperJson(replayed([row])))).toMatchObject({
    rows: [{ reported: '51.8', secondHand: true, readFrom: 'digest' }],
  })
  const both = paperText(replayed([known, { ...known, cell: 'b' }]))
  expect(both.match(/one less/g)).toHaveLength(1)
  expect(paperText(replayed([row]), { omitExact: true })).toContain('\n1 exact cell not listed')
  const firstHand = paperText(replayed([{ ...row, secondHand: false, readFrom: 'full text' }]))
  expect(firstHand).not.toContain('†')
})
