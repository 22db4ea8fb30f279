/** Chances of the counts that matter: those within eight standard deviations of the mean. */
export interface Chances {
  readonly from: number
  readonly chances: Float64Array
}

/** The binomial distribution of n trials. */
export function binomial(n: number, share: number): Chances {
  if (share <= 0 || n === 0) return { from: 0, chances: Float64Array.of(1) }
  if (share >= 1) return { from: n, chances: Float64Array.of(1) }
  const centre = Math.min(n, Math.floor((n + 1) * share))
  const reach = Math.ceil(8 * Math.sqrt(n * share * (1 - share)) + 8)
  const from = Math.max(0, centre - reach)
  const to = Math.min(n, centre + reach)
  // From the most likely count outwards, up to a factor that the sum tells.
  const chances = new Float64Array(to - from + 1)
  const odds = share / (1 - share)
  chances[centre - from] = 1
  for (let k = centre; k < to; k += 1) chances[k + 1 - from] = chances[k - from]! * odds * ((n - k) / (k + 1))
  for (let k = centre; k > from; k -= 1) {
    chances[k - 1 - from] = (chances[k - from]! / odds) * (k / (n - k + 1))
  }
  const sum = chances.reduce((a, b) => a + b, 0)
  return { from, chances: chances.map((chance) => chance / sum) }
}

/** Sums a chance-weighted number over the counts. */
export function expected({ from, chances }: Chances, of: (count: number) => number): number {
  let sum = 0
  for (let i = 0; i < chances.length; i += 1) if (chances[i]! > 0) sum += chances[i]! * of(from + i)
  return sum
}
