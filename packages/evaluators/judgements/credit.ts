import type { JudgeRules, PairVerdict } from '@retable/core'

/**
 * What a verdict counts for the better response `label`, by its judge's rules: 1 where it is the label, 0 where it is
 * not; null where it is left out.
 */
export function credit(
  verdict: PairVerdict | null,
  { ties, errors }: JudgeRules,
  label: PairVerdict = 'first',
): number | null {
  if (verdict === null) return errors === 'left out' ? null : errors
  if (verdict === 'tie' && typeof ties === 'number') return ties
  return verdict === label ? 1 : 0
}

/** Whether a verdict counts in full for a label, by its judge's rules. */
export function isCredited(verdict: PairVerdict | null, rules: JudgeRules, label?: PairVerdict): boolean {
  return credit(verdict, rules, label) === 1
}

/** What a rating counts, in its points: itself, or what its judge's rules say of none; null where it is left out. */
export function ratingCredit(rating: number | null, { errors }: JudgeRules): number | null {
  return rating ?? (errors === 'left out' ? null : errors)
}

/** The verdict that numbers for each of two responses come to; none where one lacks. */
export function moreOf(first: number, second: number): PairVerdict
export function moreOf(first: number | null, second: number | null): PairVerdict | null
export function moreOf(first: number | null, second: number | null): PairVerdict | null {
  if (first === null || second === null) return null
  return first === second ? 'tie' : first > second ? 'first' : 'second'
}
