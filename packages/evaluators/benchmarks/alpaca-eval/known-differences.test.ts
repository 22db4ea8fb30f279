import type { DifferentFigure } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { dfGamed } from './length-control/gamed-baselines.ts'
import { whyDifferent } from './known-differences.ts'

describe('a reason is given', () => {
  const given = {
    subject: 'any',
    metric: 'win_rate',
    published: 76.9,
    measured: 76.9,
    standIns: [dfGamed.name],
  }
  const reason = (figure: Partial<DifferentFigure>) => {
    const why = whyDifferent({ ...given, ...figure })
    return typeof why === 'string' ? why : why?.reason
  }
  /** Published as 1, so that a difference keeps its digits. */
  const by = (metric: string, difference: number, more: Partial<DifferentFigure> = {}) =>
    reason({ metric, published: 1, measured: 1 + difference, ...more })

  test('only for a difference that its cause can make', () => {
    const metrics = ['win_rate', 'standard_error', 'discrete_win_rate', 'avg_length', 'n_wins']
    for (const metric of [...metrics, 'length_controlled_winrate', 'lc_standard_error']) {
      for (const difference of [20, 1, 0.09, 1e-3, -1e-6])
        expect(by(metric, difference), metric).toBeUndefined()
    }
  })
  // A bound that is drawn wider or narrower moves one of these.
  test.each([
    ['win_rate', 0.9e-13, 'last digit of a double'],
    ['win_rate', 1.2e-13, 'ten decimals'],
    ['standard_error', -4.9e-9, 'ten decimals'],
    ['standard_error', 5.1e-9, undefined],
    ['discrete_win_rate', 0.9e-13, 'last digit of a double'],
    ['discrete_win_rate', 1.2e-13, undefined],
    ['length_controlled_winrate', 0.99e-8, 'nine decimals'],
    ['length_controlled_winrate', -1.01e-8, undefined],
    ['lc_standard_error', 0.99e-8, 'nine decimals'],
    ['lc_standard_error', 1.01e-8, undefined],
    ['avg_length', 1, undefined],
  ])('of %s that differs by %d', (metric, difference, why) => {
    if (why === undefined) expect(by(metric, difference)).toBeUndefined()
    else expect(by(metric, difference)).toContain(why)
  })
  test('without the stand-in only for the order of sums', () => {
    expect(by('length_controlled_winrate', 0.9e-10, { standIns: [] })).toContain('another order')
    expect(by('length_controlled_winrate', 1.1e-10, { standIns: [] })).toBeUndefined()
  })
  test('another C is one whose fit gives the published figure itself, and is said to be fitted to it', () => {
    const lc = { ...given, metric: 'length_controlled_winrate', published: 12.5, measured: 12.75 }
    const at = (...values: readonly number[]) =>
      whyDifferent({ ...lc, otherwise: values.map((value, i) => ({ value, setting: `C = ${i}` })) })
    expect(at(12.75, 12.5 + 0.9e-8, 12.51)).toEqual({
      reason: expect.stringContaining('the fit at C = 1, to eight decimals'),
      isFitted: true,
    })
    expect(at(12.75, 12.5 + 1.1e-8, 12.51)).toBeUndefined()
    // What is measured must be one of the fits too.
    expect(at(12.75 + 1.1e-10, 12.5)).toBeUndefined()
    // Two that fit alike tell nothing.
    expect(at(12.75, 12.5, 12.5)).toBeUndefined()
    expect(
      whyDifferent({ ...lc, standIns: [], otherwise: [{ value: 12.5, setting: 'C = 1' }] }),
    ).toBeUndefined()
  })
})
