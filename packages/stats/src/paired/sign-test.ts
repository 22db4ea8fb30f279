import { twoSided } from './mean-test.ts'
import { pairedCountsPs } from './paired-counts.ts'

/** Two-sided exact sign test: values that are 0 do not count. For paired rights and wrongs it is McNemar's exact test. */
export function signTest(values: readonly number[]): number {
  const better = values.filter((value) => value > 0).length
  const worse = values.filter((value) => value < 0).length
  return twoSided(pairedCountsPs({ better, worse, n: better + worse }, 0))
}
