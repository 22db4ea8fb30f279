/**
 * Hochberg's adjusted p-values, in the order of the given ones (Hochberg 1988, Biometrika 75): for independent or
 * positively dependent tests. The largest stays as it is, so that all are below a level as soon as each is.
 *
 * @throws RangeError for a p that is no number between 0 and 1
 */
export function hochberg(ps: readonly number[]): number[] {
  if (ps.some((p) => !(p >= 0 && p <= 1))) throw new RangeError(`not all are p-values: ${ps.join(', ')}`)
  const order = [...ps.keys()].sort((a, b) => ps[b]! - ps[a]!)
  const adjusted = Array<number>(ps.length)
  let most = 1
  order.forEach((index, rank) => {
    most = Math.min(most, (rank + 1) * ps[index]!)
    adjusted[index] = most
  })
  return adjusted
}
