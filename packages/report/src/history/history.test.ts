import type { HistoryRow } from '@retable/core'
import { expect, test } from 'vitest'
import { renderTables } from '../tables/index.ts'
import { historyTables, historyText } from './index.ts'
import { trendsOf } from './trend.ts'

const row: HistoryRow = {
  family: 'f',
  version: 'v1',
  run: 'eval-m-1',
  folder: '/evals/v1',
  finished: '2026-02-01T12:00:00.000Z',
  git: { commit: '0123456789abcdef', dirtyPatch: null },
  series: 'gsm8k',
  benchmark: 'gsm8k',
  metric: 'accuracy',
  unit: 'fraction',
  value: 0.5,
  interval: { low: 0.4, high: 0.6 },
  n: 1319,
  seeds: 1,
  change: null,
  doubts: [],
}

const rows: readonly HistoryRow[] = [
  row,
  {
    ...row,
    ...{ version: null, finished: '2026-02-02T12:00:00.000Z', value: 0.6, interval: { low: 0.5, high: 0.8 } },
    git: { commit: 'fedcba9876543210', dirtyPatch: 'a' },
    change: {
      ...{ from: 'v1', difference: 0.1, differing: [] },
      paired: {
        ...{ effect: 0.05, low: 0.01, high: 0.09, p: 0.0123 },
        items: { paired: 1000, before: 1319, after: 1319 },
      },
    },
  },
  {
    ...row,
    ...{ version: 'v3', finished: '2026-02-03T12:00:00.000Z', value: 0.4, interval: null, n: 20 },
    change: { from: 'eval-m-1', difference: null, paired: null, differing: ['prompt: a and b'] },
    doubts: ['12 % of the answers failed'],
  },
]

test('a family is a table, its changes signed, what is not comparable named below, the trend last', () => {
  expect(historyText(rows)).toBe(
    `f
  version   when        commit     benchmark  metric      value  95 % interval      n          change      p
  v1        2026-02-01  01234567   gsm8k      accuracy  50.00 %  40.00 – 60.00  1,319
  eval-m-1  2026-02-02  fedcba98+  gsm8k      accuracy  60.00 %  50.00 – 80.00  1,319          +10.00  0.012
  v3        2026-02-03  01234567   gsm8k      accuracy  40.00 %                    20  not comparable

  eval-m-1, gsm8k: p is of the 1,000 items that it shares with v1, over which it changed by +5.00
  v3, gsm8k: nothing may be concluded: 12 % of the answers failed
  v3, gsm8k: not comparable with eval-m-1: prompt: a and b
  p: paired, over the items that a run and the one before it share; no other row counts in it

  gsm8k  ▃▅|▁  50.00 % → 40.00 %  (▁ from 40.00 %, █ to 80.00 %)
`,
  )
})

test('CSV has the numbers with all digits, the whole time and the run; an unnamed version is empty', async () => {
  const lines = (await renderTables(historyTables(rows), 'csv')).split('\n')
  expect(lines[0]).toBe(
    'table,version,when,commit,benchmark,metric,value,interval,n,change,p,unit,low,high,from,paired_items,seeds,run',
  )
  expect(lines[2]).toBe(
    'f,,2026-02-02T12:00:00.000Z,fedcba98+,gsm8k,accuracy,0.6,50.00 – 80.00,1319,0.1,0.0123,fraction,0.5,0.8,v1,1000,1,eval-m-1',
  )
})

test('columns that nothing stands in are left out for people, and a single run has no trend', () => {
  const text = historyText([{ ...row, finished: null, git: null, seeds: 10 }])
  expect(text).toBe(
    `f
  version  benchmark  metric      value  95 % interval      n
  v1       gsm8k      accuracy  50.00 %  40.00 – 60.00  1,319

  of 10 seeds: the mean, and the interval between seeds
`,
  )
})

test('names cannot move the cursor', async () => {
  const evil = { ...row, family: '\u001b[2J', version: '\u001b[1A', series: '\u001b[9m' }
  const later = { ...evil, finished: '2026-02-02T12:00:00.000Z' }
  expect(historyText([evil, later])).not.toContain('\u001b[2J')
  expect(historyText([evil, later])).not.toContain('\u001b[1A')
  expect(historyText([evil, later])).not.toContain('\u001b[9m')
  expect(await renderTables(historyTables([evil]), 'md')).not.toContain('\u001b')
})

test('bars span the range of the intervals; equal values without one are in the middle; the last sixty are shown', () => {
  const at = (value: number, interval: HistoryRow['interval'] = null) => ({ ...row, value, interval })
  expect(trendsOf([at(0), at(0.5), at(1)])[0]).toMatchObject({ bars: '▁▅█', least: 0, most: 1 })
  expect(trendsOf([at(0.5), at(0.5)])[0]).toMatchObject({ bars: '▅▅' })
  expect(trendsOf([at(0.5, { low: 0, high: 1 }), at(NaN), at(0.2)])[0]).toMatchObject({ bars: '▅▂', most: 1 })
  const many = Array.from({ length: 100 }, (_, i) => at(i / 100))
  const [trend] = trendsOf(many)
  expect(trend).toMatchObject({ shown: 60, runs: 100, least: 0.4, most: 0.99 })
  expect(historyText(many)).toContain('the last 60 of 100 runs')
})
