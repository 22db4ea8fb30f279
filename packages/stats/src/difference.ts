import { meanOf } from './mean.ts'
import { hasSpread } from './numeric/spread.ts'
import { studentQuantile, studentTwoSided } from './numeric/student-t.ts'

/** A mean that is held against 0. */
export interface MeanTest {
  readonly effect: number
  readonly low: number
  readonly high: number
  /** Two-sided, of "the mean is 0". */
  readonly p: number
  /** Independent units behind it. */
  readonly n: number
}

/**
 * One-sample t-test and its 95 % interval. Paired data come as their differences; several seeds, each of which trained
 * its own models, come as one mean difference a seed, since items of one seed share its luck.
 *
 * Where the t-test does not hold, p is the exact sign test's: values without any spread, and differences of rights and
 * wrongs (−1, 0, 1) of which few are not 0.
 */
export function meanTest(values: readonly number[]): MeanTest {
  const { mean, standardError, n } = meanOf(values)
  if (standardError === null) return { effect: mean, low: -Infinity, high: Infinity, p: 1, n }
  if (!hasSpread(values)) {
    // Nothing is known of the spread; that n values agree says as much as the sign test does.
    const p = signTest(values)
    const effect = values[0]!
    const isKnown = p < 0.05 || effect === 0
    return { effect, low: isKnown ? effect : -Infinity, high: isKnown ? effect : Infinity, p, n }
  }
  const half = studentQuantile(0.05, n - 1) * standardError
  const p = isSparse(values) ? signTest(values) : studentTwoSided(mean / standardError, n - 1)
  return { effect: mean, low: mean - half, high: mean + half, p, n }
}

/**
 * Equivalence by two one-sided tests (Schuirmann 1987): the larger p of "the mean is at most −margin" and "the mean is
 * at least margin". Small p says that the mean lies within ±margin.
 */
export function equivalenceTest(values: readonly number[], margin: number): MeanTest {
  const test = meanTest(values)
  const { mean, standardError, n } = meanOf(values)
  if (standardError === null) return test
  if (!hasSpread(values)) return { ...test, p: Math.abs(test.effect) < margin ? 2 ** -n : 1 }
  const oneSided = (t: number) => {
    const half = studentTwoSided(t, n - 1) / 2
    return t > 0 ? half : 1 - half
  }
  const p = Math.max(oneSided((mean + margin) / standardError), oneSided((margin - mean) / standardError))
  return { ...test, p }
}

/** As many differences that are not 0 are few for a t-test. */
const fewDiscordant = 25

function isSparse(values: readonly number[]): boolean {
  const discordant = values.filter((value) => value !== 0)
  return discordant.length <= fewDiscordant && discordant.every((value) => Math.abs(value) === 1)
}

/** Two-sided exact sign test: values that are 0 do not count. For paired rights and wrongs it is McNemar's exact test. */
export function signTest(values: readonly number[]): number {
  const positive = values.filter((value) => value > 0).length
  const n = positive + values.filter((value) => value < 0).length
  // Binomial coefficients, in units of 2^unit: neither they nor 2^-n fit a double from n = 1075 on.
  let [term, tail, unit] = [1, 0, 0]
  for (let k = 0; k <= Math.min(positive, n - positive); k += 1) {
    tail += term
    term *= (n - k) / (k + 1)
    if (term < 2 ** 500) continue
    ;[term, tail, unit] = [term * 2 ** -500, tail * 2 ** -500, unit + 500]
  }
  const half = Math.floor((unit + 1 - n) / 2)
  return Math.min(1, tail * 2 ** half * 2 ** (unit + 1 - n - half))
}

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
