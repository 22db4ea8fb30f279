import { decimalsOf } from './printed.ts'

/** The harmonic mean of two shares, as F1 is of precision and recall; 0 where either is 0. */
export function harmonicMean(p: number, r: number): number {
  return p === 0 || r === 0 ? 0 : 2 / (1 / p + 1 / r)
}

/**
 * Whether a printed F1 can be the harmonic mean of the printed precision and recall beside it, all in one unit, whatever
 * their further digits were. Where it cannot, it is another mean: of F1 over items or classes, as a rule.
 */
export function couldBeHarmonicMean(precision: string, recall: string, f1: string): boolean {
  const [p, r, f] = [rangeOf(precision), rangeOf(recall), rangeOf(f1)]
  // The harmonic mean rises with either share. The slack is far below any printed decimal.
  const low = harmonicMean(Math.max(0, p.low), Math.max(0, r.low))
  const high = harmonicMean(p.high, r.high)
  return low <= f.high * (1 + slack) && f.low <= high * (1 + slack)
}

const slack = 1e-12

/** The values that round to a printed number, both ends with it. */
function rangeOf(printed: string): { readonly low: number; readonly high: number } {
  const half = 0.5 * 10 ** -decimalsOf(printed)
  return { low: Number(printed) - half, high: Number(printed) + half }
}
