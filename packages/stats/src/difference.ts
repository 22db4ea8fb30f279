import { meanOf } from './mean.ts'
import { hasSpread } from './numeric/spread.ts'
import type { MeanTest } from './paired/mean-test.ts'
import { signTest } from './paired/sign-test.ts'
import { studentQuantile, studentTwoSided } from './numeric/student-t.ts'

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

/** As many differences that are not 0 are few for a t-test. */
const fewDiscordant = 25

function isSparse(values: readonly number[]): boolean {
  const discordant = values.filter((value) => value !== 0)
  return discordant.length <= fewDiscordant && discordant.every((value) => Math.abs(value) === 1)
}
