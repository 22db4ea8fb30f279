import {
  grouped,
  type BenchmarkComparison,
  type BenchmarkNoise,
  type CategoryChange,
  type DifferenceTest,
  type Flip,
  type FlipSide,
  type SideBenchmark,
  type SideItem,
} from '@retable/core'
import { meanOf } from '@retable/stats'
import { pairedTest, type PairedScores, type PairedTest } from '@retable/stats/gate'
import { differingSettings } from './differing-settings.ts'
import { compareUnanswered } from './compare-unanswered.ts'
import { itemScore } from './item-score.ts'

/** One item that both sides were asked. */
export interface PairedItem {
  readonly id: string
  readonly baseline: SideItem
  readonly candidate: SideItem
  /** Mean scores. */
  readonly before: number
  readonly after: number
}

/** A comparison before Holm, and the items that it came from. */
export interface ComparedBenchmark {
  readonly comparison: Omit<BenchmarkComparison, 'adjustedP'>
  readonly pairs: readonly PairedItem[]
  /** Null where the sides share no item. */
  readonly test: PairedTest | null
}

/** Sets two sides of one benchmark beside each other. Items that only one side has are counted, and left out. */
export function compareBenchmark(
  baseline: SideBenchmark,
  candidate: SideBenchmark,
  noise: BenchmarkNoise | null = null,
): ComparedBenchmark {
  const pairs = pairedItems(baseline, candidate)
  const { setting, benchmark, variant } = candidate
  const bounds = boundsOf([baseline, candidate])
  const test = pairs.length === 0 ? null : pairedTest(pairedScores(pairs, bounds))
  const counts = pairs.flatMap(({ baseline: a, candidate: b }) => [a.samples.length, b.samples.length])
  const differing = [...differingSettings(baseline, candidate), ...askedOtherwise(pairs)]
  const notes = [
    ...baseline.notes.map((note) => `baseline: ${note}`),
    ...candidate.notes.map((note) => `candidate: ${note}`),
  ]
  const scoresAt = (side: 'before' | 'after') => pairs.every((pair) => pair[side] === bounds.least)
  if (pairs.length > 0 && scoresAt('before') && scoresAt('after'))
    notes.push('neither side has an answer that is right: are they of this benchmark?')
  if (test?.lacks === 'sources') notes.push(`its items come from too few sources (${test.n}) for a test`)
  return {
    ...{ pairs, test },
    comparison: {
      ...{ setting, benchmark, variant, bounds, differing, notes, noise },
      items: {
        paired: pairs.length,
        baselineAlone: baseline.items.size - pairs.length,
        candidateAlone: candidate.items.size - pairs.length,
      },
      samples: { least: leastOf(counts), most: mostOf(counts) },
      unit: pairs.some(({ candidate: { source } }) => source !== undefined) ? 'source' : 'item',
      baseline: meanOf(pairs.map(({ before }) => before)).mean,
      candidate: meanOf(pairs.map(({ after }) => after)).mean,
      difference: test === null || test.lacks !== null ? null : differenceOf(test),
      meanSquaredDifference: meanOf(differencesByUnit(pairs).map((difference) => difference ** 2)).mean,
      ...changesOf(pairs),
      unanswered: compareUnanswered(pairs, bounds),
      truncated: { baseline: baseline.truncated, candidate: candidate.truncated },
      categories: categoriesOf(pairs),
      flips: pairs.filter(({ before, after }) => before !== after).map(flipOf),
      doubts: [
        ...baseline.doubts.map((doubt) => `baseline: ${doubt}`),
        ...candidate.doubts.map((doubt) => `candidate: ${doubt}`),
      ],
    },
  }
}

function pairedItems(baseline: SideBenchmark, candidate: SideBenchmark): PairedItem[] {
  return [...candidate.items].flatMap(([id, ours]) => {
    const theirs = baseline.items.get(id)
    if (theirs === undefined) return []
    return { id, baseline: theirs, candidate: ours, before: itemScore(theirs), after: itemScore(ours) }
  })
}

/** Where all sides' scores can lie; of rewards each side tells its own alone. */
export function boundsOf(sides: readonly Pick<SideBenchmark, 'bounds'>[]): SideBenchmark['bounds'] {
  return {
    least: Math.min(...sides.map(({ bounds }) => bounds.least)),
    most: Math.max(...sides.map(({ bounds }) => bounds.most)),
  }
}

/** Items of one name that are not the same on both sides, in a sentence. */
function askedOtherwise(pairs: readonly PairedItem[]): string[] {
  const isOther = ({ baseline: { asked: a }, candidate: { asked: b } }: PairedItem) =>
    a !== undefined && b !== undefined && a !== b
  const others = pairs.filter(isOther)
  if (others.length === 0) return []
  const first = others[0]!.id
  return [
    `items: ${grouped(others.length)} of ${grouped(pairs.length)} have another prompt or right answer (the first is ${first})`,
  ]
}

/** Of sources what each adds to the mean over items, times their number. */
function differencesByUnit(pairs: readonly PairedItem[]): readonly number[] {
  const sums = new Map<string, number>()
  for (const { id, candidate, before, after } of pairs) {
    const unit = candidate.source ?? id
    sums.set(unit, (sums.get(unit) ?? 0) + after - before)
  }
  return [...sums.values()].map((sum) => (sums.size / pairs.length) * sum)
}

/** Paired items' mean scores, as tests take them. */
export function pairedScores(pairs: readonly PairedItem[], range: SideBenchmark['bounds']): PairedScores {
  const hasSources = pairs.some(({ candidate: { source } }) => source !== undefined)
  return {
    baseline: pairs.map(({ before }) => before),
    candidate: pairs.map(({ after }) => after),
    range,
    ...(hasSources && { sources: pairs.map(({ candidate: { source }, id }) => source ?? id) }),
  }
}

/** What a reader is told of a test. */
export function differenceOf({ effect, low, high, p, n }: PairedTest): DifferenceTest {
  return { effect, low, high, p, n }
}

function changesOf(pairs: readonly PairedItem[]): { readonly better: number; readonly worse: number } {
  return {
    better: pairs.filter(({ before, after }) => after > before).length,
    worse: pairs.filter(({ before, after }) => after < before).length,
  }
}

function categoriesOf(pairs: readonly PairedItem[]): CategoryChange[] {
  const named = pairs.filter(({ candidate }) => candidate.category !== undefined)
  return [...Map.groupBy(named, ({ candidate }) => candidate.category!)]
    .map(([category, of]) => ({ category, paired: of.length, ...changesOf(of) }))
    .toSorted((a, b) => (a.category < b.category ? -1 : 1))
}

function flipOf({ id, baseline, candidate, before, after }: PairedItem): Flip {
  const { category, gold } = candidate
  return {
    item: id,
    ...(category === undefined ? {} : { category }),
    ...(gold === undefined ? {} : { gold }),
    baseline: flipSide(baseline, before),
    candidate: flipSide(candidate, after),
  }
}

function flipSide({ samples }: SideItem, score: number): FlipSide {
  const distances = samples.map((sample) => Math.abs(sample.score - score))
  const at = distances.indexOf(leastOf(distances))
  const { sample = at, answer } = samples[at]!
  return { score, sample, ...(answer === undefined ? {} : { answer }) }
}

function leastOf(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity)
}

function mostOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}
