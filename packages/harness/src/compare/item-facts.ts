import type { Assets } from '@retable/assets'
import { isUnavailable, type Benchmark, type JudgeBenchmark } from '@retable/core'
import { benchmarkIds, findAnyBenchmark } from '../benchmarks/find-benchmark.ts'
import { readItems } from '../benchmarks/read-items.ts'
import { isPath } from '../names/is-path.ts'

/** What a benchmark says of its items and their scores. */
export interface BenchmarkFacts {
  readonly bounds: { readonly least: number; readonly most: number }
  readonly sourceOf: (item: string) => string | undefined
  readonly categoryOf: (item: string) => string | undefined
  /** Set where judges give the scores. */
  readonly isJudged?: true
}

/** Looks it up, by the benchmark's id and the variant's. */
export type ItemFacts = (benchmark: string, variant?: string) => Promise<BenchmarkFacts>

const shares = { least: 0, most: 1 }
const nothing = () => undefined

/**
 * Reads each benchmark's items once. Of one whose data set is not at hand, and of one that is none of ours, nothing is
 * known but that scores are shares. Without assets nothing is fetched, and no category is known.
 */
export function itemFacts(assets: Assets | undefined, signal?: AbortSignal): ItemFacts {
  const categories = new Map<string, Promise<ReadonlyMap<string, string>>>()
  return async (id, variant) => {
    if (!benchmarkIds.includes(id) && !isPath(id)) {
      return { bounds: shares, sourceOf: nothing, categoryOf: nothing }
    }
    const benchmark = await findAnyBenchmark(id)
    if ('kind' in benchmark) return judgedFacts(benchmark, variant)
    if (assets === undefined || benchmark.hasCategories !== true) {
      return { bounds: shares, sourceOf: nothing, categoryOf: nothing }
    }
    if (!categories.has(id)) categories.set(id, categoriesOf(benchmark, assets, signal))
    const found = await categories.get(id)!
    return { bounds: shares, sourceOf: nothing, categoryOf: (item) => found.get(item) }
  }
}

function judgedFacts({ variants, itemSource }: JudgeBenchmark, variant?: string): BenchmarkFacts {
  const bounds = variants.find(({ id }) => id === variant)?.scoreBounds ?? shares
  return { bounds, sourceOf: itemSource ?? nothing, categoryOf: nothing, isJudged: true }
}

async function categoriesOf(benchmark: Benchmark, assets: Assets, signal?: AbortSignal) {
  try {
    const items = await readItems(benchmark, assets, signal)
    return new Map(items.flatMap(({ id, category }) => (category === undefined ? [] : [[id, category]])))
  } catch (error) {
    if (isUnavailable(error)) return new Map<string, string>()
    throw error
  }
}
