import type { BenchmarkNoise, NoiseReport, Side, SideBenchmark } from '@retable/core'
import { meanOf } from '@retable/stats'
import { noiseFloor } from '@retable/stats/gate'
import { boundsOf } from '../compare/compare-benchmark.ts'
import { differingSettings } from '../compare/differing-settings.ts'
import { itemScore } from '../compare/item-score.ts'
import { HarnessError } from '../errors.ts'

/**
 * What repeats of one model differ by, over the items that all of them have.
 *
 * @throws HarnessError `harness/not-comparable` for repeats that were asked differently, `harness/nothing-to-compare` for
 *   fewer than two, or without an item in common
 */
export function measureNoise(repeats: readonly Side[]): NoiseReport {
  const [first, ...others] = repeats
  if (first === undefined || others.length === 0) {
    throw new HarnessError(
      'harness/nothing-to-compare',
      'noise is what repeats differ by: two or more are needed',
    )
  }
  const again = others.find(
    (side, i) => side.isReused === true || repeats.slice(0, i + 1).some(({ name }) => name === side.name),
  )
  if (again !== undefined) {
    throw new HarnessError(
      'harness/not-comparable',
      `${again.name} is no repeat: its answers are those of an earlier run; ask anew with ./retable noise BENCHMARK --runs 3, or eval --fresh`,
    )
  }
  const benchmarks = first.benchmarks.flatMap((one) => {
    const same = others.map((side) => side.benchmarks.find(({ setting }) => setting === one.setting))
    if (!same.every((each) => each !== undefined)) return []
    for (const [i, each] of same.entries()) requireSame(first, others[i]!, one, each)
    return noiseOf([one, ...same])
  })
  if (benchmarks.length > 0) {
    return { format: 1, model: first.model ?? null, runs: repeats.map(({ name }) => name), benchmarks }
  }
  throw new HarnessError(
    'harness/nothing-to-compare',
    `${repeats.map(({ name }) => name).join(', ')} have no item in common`,
  )
}

function requireSame(a: Side, b: Side, of: SideBenchmark, and: SideBenchmark): void {
  const differing = [
    ...(a.model !== undefined && b.model !== undefined && a.model !== b.model
      ? [`model: ${a.model} and ${b.model}`]
      : []),
    ...differingSettings(of, and),
  ]
  if (differing.length === 0) return
  throw new HarnessError(
    'harness/not-comparable',
    `${a.name} and ${b.name} are no repeats of each other: ${of.setting}: ${differing.join('; ')}`,
  )
}

function noiseOf(repeats: readonly SideBenchmark[]): BenchmarkNoise[] {
  const [first] = repeats as [SideBenchmark, ...SideBenchmark[]]
  const { setting, benchmark, variant, settings } = first
  const bounds = boundsOf(repeats)
  const shared = [...first.items.keys()].filter((id) => repeats.every(({ items }) => items.has(id)))
  if (shared.length === 0) return []
  const runs = repeats.map(({ items }) => shared.map((id) => itemScore(items.get(id)!)))
  const range = bounds.most - bounds.least
  const floor = noiseFloor(runs.map((run) => run.map((score) => (score - bounds.least) / range)))
  const changed = shared.filter((_id, i) => runs.some((run) => run[i] !== runs[0]![i])).length
  const means = runs.map((run) => meanOf(run).mean)
  return [
    { ...{ setting, benchmark, variant, settings, bounds, n: shared.length, means, changed }, ...floor },
  ]
}
