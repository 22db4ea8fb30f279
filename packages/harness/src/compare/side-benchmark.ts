import type { SampleScore, SideBenchmark, SideItem, SideSample } from '@retable/core'
import { HarnessError } from '../errors.ts'
import type { BenchmarkFacts } from './item-facts.ts'

/** A sample's score, as far as a comparison needs it; the answer is left out where nothing tells it. */
export type ScoredPart = Pick<SampleScore, 'item' | 'sample' | 'score'> & {
  readonly extracted?: string | null
  readonly category?: string
  readonly gold?: string
  /** Tells whether two sides asked the same. */
  readonly asked?: string
}

/**
 * Scores by item, an item's samples in their order.
 *
 * @throws HarnessError `harness/nothing-to-compare` for a score beyond what the benchmark's can be
 */
export function sideBenchmark(
  parts: readonly ScoredPart[],
  { bounds, sourceOf, categoryOf, isJudged }: BenchmarkFacts,
  of: Omit<SideBenchmark, 'items' | 'bounds'>,
): SideBenchmark {
  const items = new Map<string, SideItem>()
  for (const [id, samples] of Map.groupBy(parts, ({ item }) => item)) {
    const stray = samples.find(({ score }) => !(score >= bounds.least && score <= bounds.most))
    if (stray !== undefined) {
      const range = `from ${bounds.least} to ${bounds.most}`
      throw new HarnessError(
        'harness/nothing-to-compare',
        `${of.setting}: ${id} scored ${stray.score}, and scores go ${range} here`,
      )
    }
    const source = sourceOf(id)
    const { asked, gold } = samples[0]!
    const category = categoryOf(id) ?? samples[0]!.category
    items.set(id, {
      samples: samples.toSorted((a, b) => a.sample - b.sample).map(sampleOf),
      ...(source === undefined ? {} : { source }),
      ...(category === undefined ? {} : { category }),
      ...(asked === undefined ? {} : { asked }),
      ...(gold === undefined || gold === '' ? {} : { gold }),
    })
  }
  return { ...of, bounds, items, ...(isJudged && { isJudged }) }
}

function sampleOf({ score, sample, extracted }: ScoredPart): SideSample {
  return extracted === undefined ? { score, sample } : { score, sample, answer: extracted }
}
