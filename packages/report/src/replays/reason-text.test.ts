import type { ComparedCell, ComparedFigure } from '@retable/core'
import { expect, test } from 'vitest'
import { cellReasonText, figureReason, figureReasonText, isAsExpected } from './reason-text.ts'

const figure: ComparedFigure = {
  table: 't',
  subject: 'm',
  metric: 'win rate: first',
  reported: '20.0',
  measured: '20.3',
  verdict: 'deviates',
  agreeingDigits: 1,
  difference: 0.3,
  cause: null,
}

test('a figure differs by an amount, and its cause is told as it is worded', () => {
  const cause = { reason: 'rows: two are lost; see the log', isFitted: false }
  expect(figureReasonText(figure)).toBe('differs by 0.300')
  expect(figureReasonText({ ...figure, cause })).toBe('differs by 0.300: rows: two are lost; see the log')
  const { reason } = cause
  const fitted = {
    difference: 'differs by 0.300',
    cause: `${reason}; this cause was fitted to the figure itself`,
  }
  expect(figureReason({ ...figure, cause: { ...cause, isFitted: true } })).toEqual(fitted)
  expect(figureReasonText({ ...figure, verdict: 'exact', difference: 0.04 })).toBe('')
})

test('what is not measured, or is no number, differs by no amount', () => {
  const nothing = { ...figure, difference: null }
  const text = { difference: 'the variant measures no win rate: first', cause: '' }
  expect(figureReason({ ...nothing, measured: '' })).toEqual(text)
  expect(figureReasonText(nothing)).toBe('is no number')
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
  measured: '49.8',
  value: 49.8,
  from: 'outputs',
  source: 'outputs',
  verdict: 'deviates',
  difference: -2,
  cause: null,
  refutedCause: null,
}

test('a known difference that is another one, or none, is told and is not as expected', () => {
  const refutedCause = { reason: 'one output less', gives: '49.9' }
  const other = { ...cell, refutedCause }
  expect(cellReasonText(other)).toBe(
    'differs by -2.00; the known cause would give 49.9, and this is another value',
  )
  for (const verdict of ['exact', 'agrees with the leaderboard'] as const) {
    const gone = { ...cell, verdict, difference: 0, refutedCause }
    expect(cellReasonText(gone)).toBe('is said to differ, and does not: one output less')
    expect([gone, { ...gone, refutedCause: null }].map(isAsExpected)).toEqual([false, true])
    expect(cellReasonText({ ...gone, refutedCause: null })).toBe('')
  }
  expect(isAsExpected(cell)).toBe(false)
})
