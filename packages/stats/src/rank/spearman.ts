import { ranksOf } from './ranks.ts'

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, where equal values share their mean rank.
 *
 * @returns NaN where one side is constant, or has fewer than two values
 */
export function spearman(first: readonly number[], second: readonly number[]): number {
  if (first.length !== second.length) throw new RangeError('both sides must have as many values')
  const [a, b] = [centred(ranksOf(first)), centred(ranksOf(second))]
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b))
}

function centred(ranks: readonly number[]): number[] {
  // Ranks add up to n (n + 1) / 2, ties or not.
  return ranks.map((rank) => rank - (ranks.length + 1) / 2)
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}
