/**
 * Holm's adjusted p-values, in the order of the given ones (Holm 1979).
 *
 * @throws RangeError for a p that is no number between 0 and 1
 */
export function holm(ps: readonly number[]): number[] {
  if (ps.some((p) => !(p >= 0 && p <= 1))) throw new RangeError(`not all are p-values: ${ps.join(', ')}`)
  const order = [...ps.keys()].sort((a, b) => ps[a]! - ps[b]!)
  const adjusted = Array<number>(ps.length)
  let least = 0
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * ps[index]!))
    adjusted[index] = least
  })
  return adjusted
}
