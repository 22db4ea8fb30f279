import type { OtherwiseFigure } from '@retable/core'
import type { Annotation } from '../annotations.ts'
import type { GamedBaselines } from './gamed-baselines.ts'
import { chancesAtEqualLength, grid, type LengthFit } from './length-controlled.ts'
import { meanAndError } from '../win-rate.ts'

/**
 * How far behind the best score a C may be, in standard errors of the difference over the folds, and still be one that
 * cross-validation on other labels could choose. Set on the 53 published fits whose C can be told: each is within 0.2.
 */
export const nearBest = 0.25

/** What the length-controlled figures of a file would be at another C, in percent. */
export interface OtherC {
  readonly c: number
  readonly rate: number
  readonly error: number | null
}

/** The figures at each of some C's. */
export function figuresAt(
  cs: readonly number[],
  rows: readonly Annotation[],
  gamed: GamedBaselines,
  fit: LengthFit,
): OtherC[] {
  return cs.map((c) => {
    const model = c === fit.c ? fit.model : fit.at(c)
    const { mean, standardError } = meanAndError(chancesAtEqualLength(rows, gamed, model))
    return { c, rate: mean * 100, error: standardError === null ? null : standardError * 100 }
  })
}

/** How far a file's figures may be from those with the original labels. */
export interface OtherCBound {
  /** The C's that other labels could choose, in ascending order; the chosen one is among them. */
  readonly cs: readonly number[]
  /** Largest difference between the rate at one of them and at the chosen one, in points. */
  readonly rate: number
  /** The same of what alpaca_eval prints as its standard error. */
  readonly error: number
}

/**
 * By how much the figures could differ if cross-validation had other labels for the gamed pairs: a fit at a given C is the
 * same, so it is the largest difference between the fit at the chosen C and at any that does nearly as well.
 */
export function boundOfOtherC(
  rows: readonly Annotation[],
  gamed: GamedBaselines,
  fit: LengthFit,
): OtherCBound {
  const cs = fit.candidates.filter(({ behind }) => behind <= nearBest).map(({ c }) => c)
  const figures = figuresAt(cs, rows, gamed, fit)
  const chosen = figures.find(({ c }) => c === fit.c)
  const largest = (differences: readonly number[]) => Math.max(0, ...differences.map(Math.abs))
  return {
    cs,
    rate: largest(figures.map(({ rate }) => rate - (chosen?.rate ?? rate))),
    error: largest(figures.map(({ error }) => (error ?? 0) - (chosen?.error ?? error ?? 0))),
  }
}

/** The figures at each C, by the names that published tables have for them. */
export function otherwiseFigures(
  rows: readonly Annotation[],
  gamed: GamedBaselines,
  fit: LengthFit,
): OtherwiseFigure[] {
  return figuresAt(grid, rows, gamed, fit).flatMap(({ c, rate, error }) => {
    const setting = `C = ${plainly(c)}`
    return [
      { metric: 'length_controlled_winrate', value: rate, setting },
      ...(error === null ? [] : [{ metric: 'lc_standard_error', value: error, setting }]),
    ]
  })
}

/** A C to four digits. */
export function plainly(c: number): string {
  return String(Number(c.toPrecision(4)))
}
