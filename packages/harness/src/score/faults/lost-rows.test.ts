import type { Measurement, SampleScore } from '@retable/core'
import { expect, test } from 'vitest'
import { lostJudgements, startRowTally, withoutFailed } from './lost-rows.ts'

const row = { kind: 'output', line: 4, id: 1 } as const
const failed = { indexes: [1], reason: 'timeout' }

function measurement(name: string, value: number, n: number, unit: Measurement['unit']): Measurement {
  return { name, value, n, unit, standardError: null, interval: null }
}

test('outputs that failed are left out; a row that has no other is broken', () => {
  expect(withoutFailed({ ...row, outputs: ['x', '', 'y'], failed })).toEqual({
    ...row,
    outputs: ['x', 'y'],
    failed: { indexes: [], reason: 'timeout', lost: 1 },
  })
  const alone = { ...row, outputs: ['', ''], failed: { indexes: [0, 1], reason: 'timeout' } }
  expect(withoutFailed(alone)).toEqual({ kind: 'broken', line: 4, reason: 'timeout', outputs: 2 })
  const whole = { ...row, outputs: ['x'] }
  expect(withoutFailed(whole)).toBe(whole)
})

test('rows are counted, repeats among them, and weighed where they are lost in part', () => {
  const tally = startRowTally()
  tally.scored({ ...row, outputs: ['x', 'y', 'z'], failed: { indexes: [], reason: 'timeout', lost: 1 } })
  tally.scored({ ...row, outputs: ['x'] })
  tally.scored({ kind: 'repeat', line: 5, id: 1, logScores: {} })
  tally.broken()
  // 2.75 of 4 rows are scored.
  expect(tally.result([measurement('accuracy', 0.8, 2, 'fraction')], undefined)).toEqual({
    rows: 2,
    of: 4,
    countedWrong: 0,
    countedBy: null,
    accuracy: { without: 0.8, asWrong: expect.closeTo(0.55, 12) },
    // 4 samples there and 1 lost in two rows, and as many in the row that cannot be read: 2.5.
    samples: { lost: 4, of: 8 },
  })
})

test('samples are counted where rows have lost some, and only there', () => {
  const tally = startRowTally()
  for (let i = 0; i < 10; i += 1)
    tally.scored({ ...row, outputs: ['x'], failed: { indexes: [], reason: 'late', lost: 1 } })
  const accuracy = [measurement('accuracy', 1, 10, 'fraction')]
  expect(tally.result(accuracy, undefined)).toMatchObject({ rows: 10, of: 10, samples: { lost: 10, of: 20 } })
  tally.broken(2)
  expect(tally.result(accuracy, undefined)).toMatchObject({ rows: 11, of: 11, samples: { lost: 12, of: 22 } })
  const whole = startRowTally()
  whole.scored({ ...row, outputs: ['x', 'y'] })
  whole.broken(2)
  expect(whole.result(accuracy, undefined)).toMatchObject({ rows: 1, of: 2, samples: null })
})

test('of judgements a measurement that is the mean of all scores has two readings, others none', () => {
  const scores = [1, 0, 1].map((score, i): SampleScore => ({
    ...{ benchmark: 'b', sample: 0, gold: 'A', extracted: 'A' },
    item: `${i}`,
    score,
  }))
  const metrics = [
    measurement('part', 2 / 3, 2, 'fraction'),
    measurement('points', 2 / 3, 3, 'points'),
    measurement('agreement', 200 / 3, 3, 'percent'),
  ]
  expect(lostJudgements(metrics, scores, 1)).toEqual({
    rows: 1,
    of: 4,
    readings: { metric: 'agreement', without: 200 / 3, asWrong: expect.closeTo(50, 10) },
  })
  expect(lostJudgements(metrics.slice(0, 2), scores, 1).readings).toBeNull()
  expect(lostJudgements(metrics, scores, 0)).toEqual({ rows: 0, of: 3, readings: null })
})
