import type { JudgeLeaderboard } from '@retable/core'
import { expect, test } from 'vitest'
import { compareFigure } from './replayed-figure.ts'

const table: JudgeLeaderboard = {
  ...{ id: 'table', source: 's', whyNotRecomputed: () => '' },
  ...{ published: () => Promise.resolve([]), recompute: () => Promise.resolve(null) },
}
const compared = (printed: string, value: number) => {
  const measurement = {
    name: 'score',
    value,
    standardError: null,
    n: 1,
    unit: 'percent',
    interval: null,
  } as const
  const row = { measurements: [measurement], notes: [] }
  return compareFigure(table, 'a', { metric: 'score', printed, scale: 1 }, row)
}

test('agreeing digits are counted from the leading one, of numbers below 0 too', () => {
  // 12.34 and 12.35 are 8·10^-4 of their size apart: 12.3 agrees.
  for (const [printed, value] of [
    ['12.34', 12.35],
    ['-12.34', -12.35],
    ['-0.001234', -0.001235],
  ] as const) {
    expect(compared(printed, value)).toMatchObject({ verdict: 'deviates', agreeingDigits: 3 })
  }
  expect(compared('-12.34', 12.35)).toMatchObject({ verdict: 'deviates', agreeingDigits: 0 })
})
