import { unitOf, type SpelledUnit } from './cell-unit.ts'

/** How a measurement is told in a cell's unit. */
export interface FittedUnit {
  /** In the cell's unit, a measured value is this many times what was measured. */
  readonly factor: number
  /** What all items are where the cell is a share of items; null for anything else. */
  readonly whole: number | null
  /** How near a difference must be known to be called reproduced on fewer items than the paper's, at a reported number. */
  readonly marginAt: (reported: number) => number
  /** Items that the unit itself prints. */
  readonly n: number | null
  /** What is taken for granted of the unit, where something is. */
  readonly assumption: string | null
}

/** Two points of a share, and as much of a scale of ratings or of coefficients. */
const ofScale = 0.02
/** Lengths and counts have no scale. */
const ofNumber = 0.05

/**
 * Tells a measurement's unit in a cell's; where it cannot be, a sentence that names both.
 *
 * @param spelling - the cell's unit as reported.csv has it
 * @param measured - the measurement's own
 */
export function fittedUnit(spelling: string, measured: string): FittedUnit | string {
  const spelled = unitOf(spelling)
  if (spelled === undefined) return `the cell’s unit "${spelling}" is none that is known here`
  const fitted = fit(spelled, measured)
  const named = spelling.trim() === '' ? 'has no unit' : `is in "${spelling}"`
  // The word stands for percentage points in cells.
  const given = measured === 'points' ? 'points of a rating' : measured
  return fitted ?? `it was measured in "${given}", and the cell ${named}`
}

function fit({ unit, ...spelled }: SpelledUnit, measured: string): FittedUnit | undefined {
  const known = { n: spelled.n ?? null, assumption: spelled.assumption ?? null }
  const onScale = (factor: number | undefined, most: number, whole: number | null = null) =>
    factor === undefined ? undefined : { ...known, factor, whole, marginAt: () => ofScale * most }
  const unbounded = (factor: number | undefined) =>
    factor === undefined
      ? undefined
      : { ...known, factor, whole: null, marginAt: (r: number) => ofNumber * Math.abs(r) }
  switch (unit.kind) {
    case 'share':
      return onScale(ofShare(measured, unit.whole), unit.whole, unit.whole)
    case 'percentage points':
      return onScale(ofShare(measured, 100), 100)
    case 'rating':
      return onScale(measured === 'points' ? 1 : undefined, unit.most)
    case 'length':
      return unbounded(measured === unit.of ? 1 : undefined)
    case 'count':
      return unbounded(measured === 'count' || measured === unit.of ? 1 / unit.each : undefined)
    case 'bare':
      if (measured === 'count') return unbounded(1)
      if (measured === 'points') return { ...onScale(1, 10)!, assumption: tenPoints }
      return onScale(measured === 'coefficient' ? 1 : undefined, 1)
  }
}

/** Nothing stands beside such a number. */
const tenPoints = 'the reported rating, which has no unit, is taken to be one of ten points'

/** What a measured share is to be multiplied with where all is `whole`. */
function ofShare(measured: string, whole: number): number | undefined {
  if (measured === 'fraction') return whole
  return measured === 'percent' ? whole / 100 : undefined
}
