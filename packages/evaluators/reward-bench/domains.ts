/** RewardBench 2's six domains, in the order of its tables. */
export const domains = ['Factuality', 'Precise IF', 'Math', 'Safety', 'Focus', 'Ties'] as const

/**
 * RewardBench 2's score: the mean of six domains, each alike however many items it has (475, 160, 183, 450, 495, 102).
 *
 * Source: Malik et al., "RewardBench 2", arXiv 2506.01937v1, tables 3, 4, 5 and 7.
 */
export function rewardBench2Score(values: readonly number[]): number {
  if (values.length !== domains.length) throw new RangeError(`${domains.length} domains make a score`)
  return values.reduce((sum, value) => sum + value, 0) / domains.length
}
