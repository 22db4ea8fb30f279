import type { PairVerdict } from '@retable/core'

/** A verdict told by the order in which responses were shown, as one on their own order; no verdict stays none. */
export function inOriginalOrder(verdict: PairVerdict, swapped: boolean): PairVerdict
export function inOriginalOrder(verdict: PairVerdict | null, swapped: boolean): PairVerdict | null
export function inOriginalOrder(verdict: PairVerdict | null, swapped: boolean): PairVerdict | null {
  if (verdict === null || verdict === 'tie' || !swapped) return verdict
  return verdict === 'first' ? 'second' : 'first'
}
