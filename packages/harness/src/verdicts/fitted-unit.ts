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

/** Two points of a share, and as much of any other scale; lengths and counts have no end, and take 5 % of the number. */
const ofScale = 0.02
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
  return fitted ?? `it was measured in "${measured}", and the cell ${named}`
}

function fit({ unit, n = null, assumption = null }: SpelledUnit, measured: string): FittedUnit | undefined {
  const scale = (factor: number | undefined, most: number, whole: number | null = null) =>
    factor === undefined ? undefined : { factor, whole, marginAt: () => ofScale * most, n, assumption }
  const number = (factor: number | undefined) =>
    factor === undefined
      ? undefined
      : { factor, whole: null, marginAt: (r: number) => ofNumber * Math.abs(r), n, assumption }
  switch (unit.kind) {
    case 'share':
      return scale(shares(unit.whole)[measured], unit.whole, unit.whole)
    case 'percentage points':
      return scale({ ...shares(100), points: 1 }[measured], 100)
    case 'rating':
      return scale(measured === 'points' ? 1 : undefined, unit.most)
    case 'length':
      return number(measured === unit.of ? 1 : undefined)
    case 'count':
      return number(measured === 'count' || measured === unit.of ? 1 / unit.each : undefined)
    case 'bare':
      if (measured === 'count') return number(1)
      return scale(
        measured === 'points' || measured === 'coefficient' ? 1 : undefined,
        bareScales[measured] ?? 1,
      )
  }
}

/** Ratings have ten points; a coefficient is of 1. */
const bareScales: Readonly<Record<string, number>> = { points: 10, coefficient: 1 }

/** Factors of the units that shares are measured in. */
function shares(whole: number): Readonly<Record<string, number>> {
  return { fraction: whole, percent: whole / 100 }
}
