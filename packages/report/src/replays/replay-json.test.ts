import type { ComparedCell, ComparedFigure } from '@retable/core'
import { expect, test } from 'vitest'
import { benchmarkReplayJson, paperReplayJson } from './replay-json.ts'

const cause = { reason: 'one less', isFitted: true }
const figure: ComparedFigure = {
  table: 't',
  subject: 'm',
  metric: 'accuracy',
  reported: '3',
  measured: '2',
  difference: -1,
  verdict: 'deviates',
  agreeingDigits: 0,
  cause,
}
const cell: ComparedCell = {
  cell: 'table-1/a/x',
  table: 'Table 1',
  row: 'A',
  column: 'X',
  metric: 'accuracy',
  version: 'arXiv v1',
  unit: '%',
  reported: '3',
  secondHand: false,
  readFrom: 'full text',
  measured: '3',
  value: 3,
  from: 'outputs',
  source: 'outputs',
  verdict: 'exact',
  difference: 0,
  cause: null,
  refutedCause: null,
}

test('a figure keeps its fields in their order, and data of the difference come last', () => {
  const json = benchmarkReplayJson({ name: 'x', rows: [figure], notRecomputed: [], notes: [] }, ['swapped'])
  const { judgeRules, rows } = JSON.parse(json) as { judgeRules: unknown; rows: object[] }
  expect(judgeRules).toEqual(['swapped'])
  expect(Object.entries(rows[0]!)).toEqual([
    ['table', 't'],
    ['subject', 'm'],
    ['metric', 'accuracy'],
    ['reported', '3'],
    ['measured', '2'],
    ['verdict', 'deviates'],
    ['reason', 'differs by -1.00: one less; this cause was fitted to the figure itself'],
    ['explained', true],
    ['agreeingDigits', 0],
    ['fitted', true],
    ['difference', -1],
    ['cause', cause],
  ])
})

test('so does a cell, and a document is one line without what only the exit code needs', () => {
  const left = { reason: 'two\u2028lines', cells: ['b'], pinned: true }
  const replay = { name: 'p', kind: 'paper', source: 's', rows: [cell], notRecomputed: [left] } as const
  const json = paperReplayJson(replay)
  expect(json.endsWith('}\n') && !json.slice(0, -1).includes('\n') && !json.includes('\u2028')).toBe(true)
  const { rows, notRecomputed } = JSON.parse(json) as { rows: object[]; notRecomputed: unknown }
  expect(notRecomputed).toEqual([{ reason: 'two\u2028lines', cells: ['b'] }])
  expect(Object.keys(rows[0]!).slice(13)).toEqual([
    'source',
    'verdict',
    'reason',
    'explained',
    'difference',
    'cause',
    'refutedCause',
  ])
  expect(rows[0]).toMatchObject({ reason: '', explained: false, difference: 0, cause: null })
})
