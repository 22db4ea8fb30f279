import type { ComparedCell, PaperReplayResult } from '@retable/core'
import { expect, test } from 'vitest'
import { paperReplayText } from './paper-replay-text.ts'
import { paperReplayJson } from './replay-json.ts'

const row: ComparedCell = {
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
  difference: 0,
  cause: null,
  refutedCause: null,
}
const other = { ...row, measured: '49.8', verdict: 'deviates', difference: -2 } as const
const known = { ...other, cause: { reason: 'one: less; than before', isFitted: true } }
const replayed = (
  rows: readonly ComparedCell[],
  ...notRecomputed: PaperReplayResult['notRecomputed'][number][]
) => ({
  name: 'p',
  kind: 'paper' as const,
  source: 'the release',
  rows,
  notRecomputed,
})

test('cells are told table by table, differences by cause, and what was read second hand is marked', () => {
  const text = paperReplayText(replayed([row, other]))
  expect(text).toContain(
    '\nTable 1\nrow  column  reported  recomputed  verdict\nA    X          51.8†        51.8  exact\n',
  )
  expect(text).toContain('  table-1/a/x: reported 51.8†, found 49.8 % (differs by -2.00)')
  expect(text).toContain('† second hand, from: digest')
  expect(text).toContain('of 2 reported cells 1 exact, 1 deviates; 0 not recomputed')
  expect(JSON.parse(paperReplayJson(replayed([row])))).toMatchObject({
    rows: [{ reported: '51.8', secondHand: true, readFrom: 'digest' }],
  })
  const both = paperReplayText(replayed([known, { ...known, cell: 'b' }]))
  const cause = '    one: less; than before; this cause was fitted to the figure itself'
  expect(both.split('\n').filter((line) => line === cause)).toHaveLength(1)
  expect(paperReplayText(replayed([row]), { omitExact: true })).toContain('\n1 exact cell not listed')
  const firstHand = paperReplayText(replayed([{ ...row, secondHand: false, readFrom: 'full text' }]))
  expect(firstHand).not.toContain('†')
})
