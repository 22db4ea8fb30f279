import { boundedMeanTest, worstValuePs } from './bounded-mean.ts'
import type { Bounds, MeanTest } from './mean-test.ts'
import { studentMeanTest, studentPs } from './student-mean.ts'

/**
 * Equivalence by two one-sided tests (Schuirmann 1987): p is the larger of those of "the mean is at most −margin" and
 * "the mean is at least margin", so a small one says that it lies within ±margin. The interval is still the 95 % one; p
 * is below .05 where the 90 % interval lies within the margin.
 *
 * @param bounds - of the values: the worst-value test; without them Student's t, which is approximate
 */
export function equivalenceTest(values: readonly number[], margin: number, bounds?: Bounds): MeanTest {
  const [test, psAt] =
    bounds === undefined
      ? [studentMeanTest(values), (at: number) => studentPs(values, at)]
      : [boundedMeanTest(values, bounds), (at: number) => worstValuePs(values, bounds, at)]
  return { ...test, p: Math.max(psAt(-margin).above, psAt(margin).below) }
}

/**
 * Least number of items with which anything can prove, at level .05, that a mean difference of scores in [0, 1] keeps
 * within a margin: even n items without any difference leave (1 − margin)^n.
 *
 * @param margin - between 0 and 1: .02 for two points
 */
export function leastItemsFor(margin: number): number {
  return Math.ceil(Math.log(0.05) / Math.log1p(-margin))
}
