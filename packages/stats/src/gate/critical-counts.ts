import { pairedCountsPs } from '../paired/paired-counts.ts'

/** A verdict that counts of n items can bring about. */
export interface CriticalOptions {
  readonly verdict: 'regressed' | 'no worse'
  readonly n: number
  readonly margin: number
  /** Of the one-sided p: .05, or a K-th of it for the first of K benchmarks by Holm. */
  readonly level?: number
}

/**
 * Where the verdict begins: of each number of better items the least number of worse ones that is *regressed*, or the
 * most that is *no worse* (−1 where none is); numbers above n are never reached. Each better item moves it by about
 * one, so that few p-values have to be computed.
 */
export function criticalCounts({
  verdict,
  n,
  margin,
  level = 0.05,
}: CriticalOptions): (better: number) => number {
  // From so many worse ones on it is regressed, or no longer no worse.
  const isBeyond = (better: number, worse: number) => {
    if (worse < 0) return false
    if (worse > n - better) return true
    const { above, below } = pairedCountsPs({ better, worse, n }, -margin)
    return verdict === 'regressed' ? below <= level : !(above <= level)
  }
  const known = new Map<number, number>()
  const find = (better: number): number => {
    const near = known.get(better - 1) ?? known.get(better + 1)
    let [low, high] = [-1, n - better + 1]
    if (near !== undefined) {
      const guess = Math.min(near + (known.has(better - 1) ? 1 : -1), high)
      // Outwards from the guess in growing steps, until it lies between the two.
      let step = 1
      if (isBeyond(better, guess)) {
        high = guess
        while (high - step > low && isBeyond(better, high - step)) [high, step] = [high - step, 2 * step]
        low = Math.max(low, high - step)
      } else {
        low = guess
        while (low + step < high && !isBeyond(better, low + step)) [low, step] = [low + step, 2 * step]
        high = Math.min(high, low + step)
      }
    }
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (isBeyond(better, middle)) high = middle
      else low = middle
    }
    return high
  }
  return (better) => {
    const first = known.get(better) ?? find(better)
    known.set(better, first)
    return verdict === 'regressed' ? first : first - 1
  }
}
