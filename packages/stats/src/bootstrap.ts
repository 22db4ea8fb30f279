import type { RandomIntegers } from './numeric/mersenne-twister.ts'

/** How often to resample, and with what. */
export interface BootstrapOptions {
  /** Number of values in the sample, and in each resample. */
  readonly n: number
  readonly rounds: number
  readonly generator: RandomIntegers
}

/**
 * Efron's bootstrap (1979, Annals of Statistics 7(1)): what a statistic comes to on resamples of n indices drawn with
 * replacement. The indices are drawn in order, n a round, so that a generator with the numbers of another program
 * gives that program's resamples.
 *
 * @param statistic - of the drawn indices; their array is used again in the next round
 */
export function bootstrap<T>(
  { n, rounds, generator }: BootstrapOptions,
  statistic: (indices: Readonly<Uint32Array>) => T,
): T[] {
  const indices = new Uint32Array(n)
  return Array.from({ length: rounds }, () => {
    for (let i = 0; i < n; i++) indices[i] = generator.integer(n)
    return statistic(indices)
  })
}
