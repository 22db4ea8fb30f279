/** McNemar's exact p, two-sided, summed in whole numbers: twice the chance of so few heads or fewer. */
export function exactMcNemar(counts: { readonly worse: number; readonly better: number }): number {
  const { worse, better } = counts
  const tosses = worse + better
  let ways = 1n
  let sum = 1n
  for (let k = 1; k <= Math.min(worse, better); k += 1) {
    ways = (ways * BigInt(tosses - k + 1)) / BigInt(k)
    sum += ways
  }
  return Math.min(1, (2 * Number(sum)) / 2 ** tosses)
}

/** Holm's adjusted p-values, by his own steps: the k-th smallest of n times n − k + 1, none below the one before. */
export function holmByHand(ps: readonly number[]): number[] {
  const order = ps.map((_p, i) => i).toSorted((a, b) => ps[a]! - ps[b]!)
  const adjusted = new Array<number>(ps.length)
  let least = 0
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (ps.length - rank) * ps[i]!))
    adjusted[i] = least
  }
  return adjusted
}
