import type { Judge, PairVerdict } from '@retable/core'

/** A verdict told by the order in which responses were shown, as one on their own order; no verdict stays none. */
export function inOriginalOrder(verdict: PairVerdict, swapped: boolean): PairVerdict
export function inOriginalOrder(verdict: PairVerdict | null, swapped: boolean): PairVerdict | null
export function inOriginalOrder(verdict: PairVerdict | null, swapped: boolean): PairVerdict | null {
  if (verdict === null || verdict === 'tie' || !swapped) return verdict
  return verdict === 'first' ? 'second' : 'first'
}

/** Verdicts on one pair, in the order in which they were asked for. */
export type Verdicts = readonly (PairVerdict | null)[]

/**
 * A judge's verdicts on one pair, told by the order in which responses were shown, as verdicts on their own order. A
 * judge that is asked in both orders has two, the own order first; one whose order is drawn has one, with a switch.
 *
 * @param switched - of a drawn order: whether the second response was shown first
 * @returns null where a verdict or the switch lacks, or one is too many
 */
export function inOwnOrder(
  { order }: Pick<Judge, 'order'>,
  shown: Verdicts,
  switched?: unknown,
): Verdicts | null {
  if (shown.length !== (order === 'both' ? 2 : 1)) return null
  if (order === 'drawn' && typeof switched !== 'boolean') return null
  return shown.map((verdict, i) => inOriginalOrder(verdict, order === 'drawn' ? switched === true : i === 1))
}
