import { expect, test } from 'vitest'
import { fittedUnit } from './fitted-unit.ts'

/** Cell's unit, measurement's unit; factor, whole, margin at a reported 50, items that the unit prints. */
const fitting: [string, string, number, number | null, number, number | null][] = [
  ['%', 'fraction', 100, 100, 2, null],
  ['%', 'percent', 1, 100, 2, null],
  ['of 200', 'fraction', 200, 200, 4, 200],
  ['of 188', 'percent', 1.88, 188, 3.76, 188],
  ['points', 'fraction', 100, null, 2, null],
  ['points', 'percent', 1, null, 2, null],
  ['score', 'points', 1, null, 0.2, null],
  ['of 10', 'points', 1, null, 0.2, null],
  ['of 5', 'points', 1, null, 0.1, null],
  ['chars', 'characters', 1, null, 2.5, null],
  ['words', 'words', 1, null, 2.5, null],
  ['K', 'count', 0.001, null, 2.5, null],
  ['pairs', 'count', 1, null, 2.5, null],
  ['pairs', 'pairs', 1, null, 2.5, null],
  ['', 'count', 1, null, 2.5, null],
  ['', 'coefficient', 1, null, 0.02, null],
]

test.each(fitting)('"%s" of a measurement in "%s"', (spelling, measured, factor, whole, margin, n) => {
  const unit = fittedUnit(spelling, measured)
  if (typeof unit === 'string') throw new Error(unit)
  expect(unit.factor).toBeCloseTo(factor, 12)
  expect(unit.marginAt(50)).toBeCloseTo(margin, 12)
  expect([unit.whole, unit.n, unit.assumption]).toEqual([whole, n, null])
})

test('a length’s margin is a share of it, whatever its sign', () => {
  const unit = fittedUnit('chars', 'characters')
  expect(typeof unit === 'string' ? unit : unit.marginAt(-2000)).toBe(100)
})

test('a unit that somebody inferred says so, and so does a rating without one', () => {
  expect(fittedUnit('', 'points')).toMatchObject({
    factor: 1,
    assumption: expect.stringContaining('taken to be one of ten points'),
  })
  expect(fittedUnit('characters (unit inferred)', 'characters')).toMatchObject({
    factor: 1,
    assumption: expect.stringContaining('taken to be characters'),
  })
})

test.each([
  ['%', 'characters', 'it was measured in "characters", and the cell is in "%"'],
  ['%', 'points', 'it was measured in "points of a rating", and the cell is in "%"'],
  // A measurement in points is a rating, and no difference of shares.
  ['points', 'points', 'it was measured in "points of a rating", and the cell is in "points"'],
  ['score', 'fraction', 'it was measured in "fraction", and the cell is in "score"'],
  ['words', 'characters', 'it was measured in "characters", and the cell is in "words"'],
  ['pairs', 'samples', 'it was measured in "samples", and the cell is in "pairs"'],
  ['', 'fraction', 'it was measured in "fraction", and the cell has no unit'],
  ['parsecs', 'fraction', 'the cell’s unit "parsecs" is none that is known here'],
  ['of 0', 'fraction', 'the cell’s unit "of 0" is none that is known here'],
])(
  '"%s" and a measurement in "%s" do not fit, and the sentence names both',
  (spelling, measured, sentence) => {
    expect(fittedUnit(spelling, measured)).toBe(sentence)
  },
)
