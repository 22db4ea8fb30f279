import type { ComparedCell, ComparedFigure, PaperReplayResult } from '@retable/core'
import { expect, test } from 'vitest'
import { benchmarkExitCode, paperExitCode } from './exit-code.ts'

const figure: ComparedFigure = {
  table: 't',
  subject: 'm',
  metric: 'accuracy',
  reported: '1',
  measured: '1',
  verdict: 'exact',
  agreeingDigits: null,
  difference: 0,
  cause: null,
}
const missing = { table: 't', subject: 'n', reason: 'gone', pinned: true }
const cause = { reason: 'one less', isFitted: false }

test('a deviation is 1 unless it is explained, a missing pinned file 3, and an unpinned row is fine', () => {
  const code = (rows: readonly ComparedFigure[], notRecomputed: readonly (typeof missing)[] = []) =>
    benchmarkExitCode({ name: 'x', notes: [], rows, notRecomputed })
  expect(code([figure], [{ ...missing, pinned: false }])).toBe(0)
  expect(code([figure], [missing])).toBe(3)
  expect(code([figure, { ...figure, verdict: 'deviates' }], [missing])).toBe(1)
  expect(code([{ ...figure, verdict: 'deviates', cause }])).toBe(0)
})

const cell: ComparedCell = {
  cell: 'table-1/a/x',
  table: 'Table 1',
  row: 'A',
  column: 'X',
  metric: 'accuracy',
  version: 'arXiv v1',
  unit: '%',
  reported: '51.8',
  secondHand: false,
  readFrom: 'full text',
  measured: '51.8',
  value: 51.8,
  from: 'outputs',
  source: 'outputs',
  verdict: 'exact',
  difference: 0,
  cause: null,
  refutedCause: null,
}

test('only a difference that its known cause does not explain fails, and outweighs a missing file', () => {
  const code = (rows: readonly ComparedCell[], ...notRecomputed: PaperReplayResult['notRecomputed']) =>
    paperExitCode({ name: 'p', kind: 'paper', source: 'the release', rows, notRecomputed })
  const other = { ...cell, verdict: 'deviates', difference: -2 } as const
  const lacking = { reason: 'x.csv cannot be had', cells: ['b'], pinned: true }
  expect(code([cell])).toBe(0)
  expect(code([cell, { ...other, cause }])).toBe(0)
  expect(code([cell, { ...other, cause }], lacking)).toBe(3)
  expect(code([other], lacking)).toBe(1)
  expect(code([{ ...other, verdict: 'differs from it', from: 'leaderboard' }])).toBe(1)
  expect(code([{ ...cell, refutedCause: { reason: 'one less', gives: '49.8' } }])).toBe(1)
})
