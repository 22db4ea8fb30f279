// Means that are no counts: 10,000 runs each, from streams that their names seed.
import { randomStream, type RandomStream } from '@retable/core'
import { worstValuePs } from '@retable/stats'
import { cellDifference, meanEstimate, meanResolution } from '@retable/stats/cells'
import { studentQuantile } from '@retable/stats/numeric'

export const rounds = 10_000

/** Values and how likely each is. */
export type Distribution = readonly (readonly [value: number, chance: number])[]

/** How often a differences' mean is falsely said to lie above the true one, at 5 %, and how often 95 % intervals hold it. */
export interface MeanErrors {
  readonly noWorse: number
  readonly coverage: number
}

/** Differences of items' means, by the worst-value test and by t. */
export function differenceErrors(
  name: string,
  distribution: Distribution,
  n: number,
): { readonly worstValue: MeanErrors; readonly student: MeanErrors } {
  const random = randomStream('verdict-errors', name, n)
  const truth = meanOf(distribution)
  const [oneSided, twoSided] = [studentQuantile(0.1, n - 1), studentQuantile(0.05, n - 1)]
  const counts = { worst: [0, 0], student: [0, 0] }
  for (let round = 0; round < rounds; round += 1) {
    const values = Array.from({ length: n }, () => drawn(random, distribution))
    const { above, below } = worstValuePs(values, { least: -1, most: 1 }, truth)
    if (above <= 0.05) counts.worst[0]! += 1
    if (above > 0.025 && below > 0.025) counts.worst[1]! += 1
    const { mean, error } = summary(values)
    if (mean - truth > oneSided * error) counts.student[0]! += 1
    if (Math.abs(mean - truth) <= twoSided * error) counts.student[1]! += 1
  }
  const share = ([noWorse, coverage]: number[]) => ({
    noWorse: noWorse! / rounds,
    coverage: coverage! / rounds,
  })
  return { worstValue: share(counts.worst), student: share(counts.student) }
}

/** How often a cell of grades deviates: the measured ones lie `shift` above, or by what would be caught in 80 %. */
export function gradesDeviate(
  name: string,
  grades: Distribution,
  n: number,
  shift: number | 'resolution',
  isSpreadPrinted = false,
): number {
  const random = randomStream('verdict-errors', name, n, shift)
  const spread = Math.sqrt(
    grades.reduce((sum, [value, chance]) => sum + chance * (value - meanOf(grades)) ** 2, 0),
  )
  const known = meanEstimate(0, spread / Math.sqrt(n), n)
  const moved = shift === 'resolution' ? meanResolution(known, known, lastDigit) : shift
  let deviating = 0
  for (let round = 0; round < rounds; round += 1) {
    const measured = summary(Array.from({ length: n }, () => drawn(random, grades) + moved))
    const reported = summary(Array.from({ length: n }, () => drawn(random, grades)))
    const printed = Math.round(reported.mean / lastDigit) * lastDigit
    // Where a paper prints no spread of its grades, it is taken to be the measured one.
    const error = isSpreadPrinted ? reported.error : measured.error
    const { low, high } = cellDifference(
      meanEstimate(measured.mean, measured.error, n),
      meanEstimate(printed, error, n),
      lastDigit,
    )
    if (low > 0 || high < 0) deviating += 1
  }
  return deviating / rounds
}

const lastDigit = 0.01

function drawn(random: RandomStream, distribution: Distribution): number {
  let left = random()
  for (const [value, chance] of distribution) {
    left -= chance
    if (left < 0) return value
  }
  return distribution.at(-1)![0]
}

function meanOf(distribution: Distribution): number {
  return distribution.reduce((sum, [value, chance]) => sum + value * chance, 0)
}

function summary(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) }
}
