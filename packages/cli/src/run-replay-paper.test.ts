import { expect, test } from 'vitest'
import { paperText } from './run-replay-paper.ts'

const deviating = { verdict: 'deviates' as const, explained: true, reason: 'differs by 0.1: rounding' }

test('cells of a paper: look-ups apart, causes once, exact ones only counted where asked', () => {
  const cell = (id: string, more: object = {}) => ({
    ...{ cell: id, table: 'T', row: id, column: 'c', unit: '%', reported: '1', measured: '1', source: '' },
    ...{ from: 'outputs' as const, verdict: 'exact' as const, reason: '', explained: false },
    ...more,
  })
  const rows = [
    cell('a'),
    cell('b', deviating),
    cell('c', deviating),
    cell('d', { from: 'leaderboard', verdict: 'agrees with the leaderboard' }),
  ]
  const replayed = { name: 'p', kind: 'paper' as const, source: 's', rows, notRecomputed: [] }
  const text = paperText(replayed)
  expect(text).toMatch(/T +a[^]*Looked up in another published table:\n[^]*T +d[^]*Differing cells:\n/)
  expect(text.match(/rounding/g)).toHaveLength(1)
  expect(text).toContain('1 exact, 2 deviate (2 explained)')
  const brief = paperText(replayed, { omitExact: true })
  expect(brief).not.toMatch(/T +a/)
  expect(brief).toContain('1 exact cell not listed')
})
