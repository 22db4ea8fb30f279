import { expect, test } from 'vitest'
import { benchmarkReplayText } from './benchmark-replay-text.ts'

const figure = (subject: string, measured: string, more: object = {}) => ({
  table: 't',
  subject,
  metric: 'accuracy',
  reported: '1.5',
  measured,
  verdict: 'exact' as const,
  agreeingDigits: null,
  difference: 0,
  cause: null,
  ...more,
})
const cause = { reason: 'rounding', isFitted: false }
const deviating = { verdict: 'deviates' as const, difference: 0.1, cause }

test('the figure is named, rows stand by it, and a deviation of digits reads otherwise than one of figures', () => {
  const text = benchmarkReplayText({
    name: 'x',
    rows: [
      figure('low', '1.5'),
      figure('high', '2.5', { reported: '2.5' }),
      figure('late', '1.5', { ...deviating, agreeingDigits: 12 }),
      figure('early', '1.6', { ...deviating, agreeingDigits: 1 }),
    ],
    notRecomputed: [],
    notes: ['low', 'high', 'late', 'early'].map((subject) => ({
      table: 't',
      subject,
      notes: [`only of ${subject}`, 'made of pseudo-labels'],
      standIns: ['x.csv'],
    })),
  })
  expect(text).toMatch(/row +figure +published +measured +exact +verdict\nhigh +accuracy[^]*\nlow +accuracy/)
  expect(text).toMatch(/late .*agrees to 12 digits, explained/)
  expect(text).toMatch(/early .*deviates, explained/)
  expect(text).toContain(
    'Notes:\n  x.csv could not be had within the last hour: a stand-in took its place.\n  made of pseudo-labels\n',
  )
  expect(text).not.toContain('only of')
  expect(text).toContain(
    '2 of 4 figures exact as printed and 1 more to 12 digits or more; 1 deviates, explained; 4 rows in all',
  )
})

test('what agrees is said first, then what is explained, and by causes that were fitted', () => {
  const late = (digits: number) => figure('late', '1.5', { ...deviating, agreeingDigits: digits })
  const fitted = { ...deviating, agreeingDigits: 2, cause: { ...cause, isFitted: true } }
  const last = (...rows: readonly ReturnType<typeof figure>[]) =>
    benchmarkReplayText({ name: 'x', rows, notRecomputed: [], notes: [] }).trimEnd().split('\n').at(-1)
  expect(last(figure('a', '1.5'))).toBe(
    'x: 1 row exact, 0 not (1 of 1 figure exact as printed); 0 published rows not recomputed',
  )
  expect(last(late(11), late(9))).toBe(
    'x: 0 of 2 figures exact as printed and 2 more to 9 digits or more; 1 row in all; 0 published rows not recomputed',
  )
  expect(last(late(7), figure('b', '1.6', fitted), figure('c', '9', { ...deviating, cause: null }))).toBe(
    'x: 0 of 3 figures exact as printed; 3 deviate, 2 of them explained (1 by a cause that was fitted to the figure itself); 3 rows in all; 0 published rows not recomputed',
  )
  const text = benchmarkReplayText({
    name: 'x',
    rows: [late(9), figure('b', '1.6', fitted)],
    notRecomputed: [],
    notes: [],
  })
  expect(text).toMatch(
    /Figures that deviate:\n {2}b: [^]*Figures that agree to 8 digits or more:\n {2}late: /,
  )
})

test('nothing recomputed does not look like success, and long lists are cut', () => {
  const left = Array.from({ length: 60 }, (_, i) => ({
    table: 't',
    subject: `m${i}`,
    reason: 'r',
    pinned: false,
  }))
  const text = benchmarkReplayText({ name: 'x', rows: [], notRecomputed: left, notes: [] })
  expect(text).toContain('  m0, m1, m2, m3, m4 and 55 more\n    r\n')
  expect(text).toContain('x: nothing was recomputed; 60 published rows not recomputed')
  const table = { table: 't', subject: 'every row', reason: 'r', pinned: true, isWholeTable: true } as const
  expect(benchmarkReplayText({ name: 'x', rows: [], notRecomputed: [table], notes: [] })).toContain(
    'x: nothing was recomputed; 1 table not to be had; 0 published rows not recomputed',
  )
})
