import type { BenchmarkComparison, BenchmarkNoise, Comparison, Side } from '@retable/core'
import { holm } from '@retable/stats'
import { HarnessError } from '../errors.ts'
import { compareBenchmark, type ComparedBenchmark } from './compare-benchmark.ts'

/** Options of {@link compareSides}. */
export interface CompareOptions {
  /** Also what differs in more than the model. */
  readonly anyway?: boolean
  /** What repeats of the models differ by, by benchmark. */
  readonly noise?: ReadonlyMap<string, BenchmarkNoise>
}

/**
 * Sets each candidate beside the baseline, benchmark by benchmark. p is adjusted by Holm over all of the comparisons.
 *
 * @throws HarnessError `harness/not-comparable` where sides differ in more than the model, unless that is allowed;
 *   `harness/nothing-to-compare` where two sides share no item
 */
export function compareSides(
  baseline: Side,
  candidates: readonly Side[],
  options: CompareOptions = {},
): Comparison[] {
  const compared = candidates.map((candidate) => ({
    candidate,
    benchmarks: comparedPairs(baseline, candidate, options).map(({ comparison }) => comparison),
  }))
  const family = compared.flatMap(({ benchmarks }) => benchmarks)
  const tested = family.filter(({ difference }) => difference !== null)
  const adjusted = holm(tested.map(({ difference }) => difference!.p))
  const adjustedOf = new Map(tested.map((one, i) => [one, adjusted[i]!]))
  return compared.map(({ candidate, benchmarks }) => ({
    baseline: baseline.name,
    candidate: candidate.name,
    benchmarks: benchmarks.map((one) => ({ ...one, adjustedP: adjustedOf.get(one) ?? null })),
    baselineAlone: settingsLacking(candidate, baseline),
    candidateAlone: settingsLacking(baseline, candidate),
  }))
}

/**
 * The benchmarks of both sides, each compared for itself.
 *
 * @throws as {@link compareSides}
 */
export function comparedPairs(
  baseline: Side,
  candidate: Side,
  { anyway = false, noise }: CompareOptions,
): readonly ComparedBenchmark[] {
  const compared = pairsOf(baseline, candidate).map(([before, after]) =>
    compareBenchmark(before, after, noise?.get(after.setting)),
  )
  const benchmarks = compared.map(({ comparison }) => comparison)
  if (benchmarks.every(({ items }) => items.paired === 0)) throw nothingShared(baseline, candidate)
  if (!anyway) requireComparable(baseline, candidate, benchmarks)
  return compared
}

/** The benchmarks of both sides: of one name; of one benchmark each, those two whatever their names. */
export function pairsOf(baseline: Side, candidate: Side) {
  const [a, b] = [baseline.benchmarks, candidate.benchmarks]
  if (a.length === 1 && b.length === 1) return [[a[0]!, b[0]!]] as const
  return b.flatMap((after) => {
    const before = a.find(({ setting }) => setting === after.setting)
    return before === undefined ? [] : [[before, after] as const]
  })
}

/** Names of what only the second side was asked. */
export function settingsLacking(in_: Side, of: Side): string[] {
  const pairs = pairsOf(in_, of)
  return of.benchmarks
    .filter((one) => !pairs.some(([, after]) => after === one))
    .map(({ setting }) => setting)
}

function nothingShared(baseline: Side, candidate: Side): HarnessError {
  const named = (side: Side) => `${side.name} (${side.benchmarks.map(({ setting }) => setting).join(', ')})`
  return new HarnessError(
    'harness/nothing-to-compare',
    `${named(baseline)} and ${named(candidate)} share no item: are they of one benchmark, and each of one model? (FILE#MODEL chooses one of a file of judgements)`,
  )
}

function requireComparable(
  baseline: Side,
  candidate: Side,
  benchmarks: readonly Pick<BenchmarkComparison, 'setting' | 'differing'>[],
): void {
  const differing = benchmarks.filter(({ differing }) => differing.length > 0)
  if (differing.length === 0) return
  const each = differing.map(({ setting, differing }) => `${setting}: ${differing.join('; ')}`).join('. ')
  throw new HarnessError(
    'harness/not-comparable',
    `${baseline.name} and ${candidate.name} differ in more than the model (${each}); --anyway compares them under a warning`,
  )
}
