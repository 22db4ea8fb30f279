/**
 * The percentile of a sample by linear interpolation between order statistics: definition 7 of Hyndman & Fan 1996,
 * which is `numpy.percentile`'s default. It interpolates from the nearer end, as NumPy does, so that the last digit
 * agrees too. Infinite values are allowed: between a finite and an infinite one the percentile is infinite, between
 * the two infinities NaN.
 *
 * @param values - in any order; an empty list has percentile NaN, and so has one that holds NaN
 * @param percent - from 0 to 100
 */
export function percentile(values: ArrayLike<number>, percent: number): number {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`a percentile is from 0 to 100, not ${percent}`)
  if (values.length === 0) return Number.NaN
  const sorted = Float64Array.from(values).sort()
  // Typed arrays sort NaN to the end.
  if (Number.isNaN(sorted.at(-1))) return Number.NaN
  const place = (percent / 100) * (sorted.length - 1)
  const below = Math.floor(place)
  const share = place - below
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  if (share === 0 || low === high) return low
  const step = high - low
  return share < 0.5 ? low + step * share : high - step * (1 - share)
}
