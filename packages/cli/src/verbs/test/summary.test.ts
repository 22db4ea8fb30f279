import { expect, test } from 'vitest'
import { allowedSkips } from './allowed-skips.ts'
import { joined, leftOut } from './outcome.ts'
import { summaryOf } from './summary.ts'

const unit = { suite: 'unit', passed: 3, failures: ['a.test.ts: x\nexpected 1'], skips: [] }

test('counts, and every failure and skip with its reason', () => {
  const { passed, failed, skipped, lines } = summaryOf([unit, leftOut('golden', 'no data')], { isCi: false })
  expect([passed, failed, skipped]).toEqual([3, 1, 1])
  expect(lines.join('\n')).toContain('FAILED a.test.ts: x\n    expected 1')
  expect(lines).toContain('  skipped: golden: no data')
})

test('on CI a skip is a failure, unless it is listed with the same reason', () => {
  const listed = { ...unit, failures: [], skips: [...allowedSkips] }
  expect(summaryOf([listed], { isCi: true })).toMatchObject({ failed: 0, skipped: allowedSkips.length })
  const other = { ...unit, failures: [], skips: [{ ...allowedSkips[0]!, reason: 'another' }] }
  expect(summaryOf([other], { isCi: true })).toMatchObject({ failed: 1, skipped: 0 })
  expect(summaryOf([leftOut('golden', 'no data')], { isCi: true })).toMatchObject({ failed: 1, skipped: 0 })
})

test('outcomes of one suite in several projects count together, in order', () => {
  const golden = leftOut('golden', 'no data', 'golden of packages/a')
  expect(joined([unit, golden, { ...unit, passed: 2, failures: ['b.test.ts: y'] }])).toEqual([
    { suite: 'unit', passed: 5, failures: [...unit.failures, 'b.test.ts: y'], skips: [] },
    { ...golden, skips: [{ name: 'golden of packages/a', reason: 'no data' }] },
  ])
})

test('what a rule leaves to another run is said, and is no skip', () => {
  const left = { suite: 're-made', passed: 0, failures: [], skips: [], notes: ['left to `nightly`'] }
  const { failed, skipped, lines } = summaryOf(joined([unit, left, { ...left, passed: 1, notes: [] }]), {
    isCi: true,
  })
  expect([failed, skipped]).toEqual([1, 0])
  expect(lines.join('\n')).toContain('re-made: 1 passed, 0 failed, 0 skipped\n  left to `nightly`')
})
