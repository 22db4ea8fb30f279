/**
 * Kendall's rank correlation τ-b: concordant less discordant pairs, over the geometric mean of the pairs that either side
 * does not tie (Kendall 1945).
 *
 * @returns NaN where one side is constant, or has fewer than two values
 */
export function kendallTau(first: readonly number[], second: readonly number[]): number {
  if (first.length !== second.length) throw new RangeError('both sides must have as many values')
  let [agreement, inFirst, inSecond] = [0, 0, 0]
  for (let i = 0; i < first.length; i += 1) {
    for (let j = i + 1; j < first.length; j += 1) {
      const [a, b] = [Math.sign(first[i]! - first[j]!), Math.sign(second[i]! - second[j]!)]
      agreement += a * b
      inFirst += Math.abs(a)
      inSecond += Math.abs(b)
    }
  }
  return agreement / Math.sqrt(inFirst * inSecond)
}
