import { counted, grouped, type GatedBenchmark, type GatePower, type SideBenchmark } from '@retable/core'
import {
  discordanceWithSamples,
  dropSeen,
  itemsNeeded,
  pairedTest,
  type PairedTest,
} from '@retable/stats/gate'
import { pairedScores, type ComparedBenchmark } from '../compare/compare-benchmark.ts'
import { alarmsOf } from './alarms.ts'
import { marginIn, type BenchmarkPolicy } from './policy.ts'

/** A benchmark before the others are counted in. */
export interface TestedBenchmark {
  readonly row: Omit<GatedBenchmark, 'verdict' | 'adjusted' | 'power' | 'sequential'>
  /** In the direction that counts as better; null where nothing can be tested. */
  readonly test: PairedTest | null
  /** For that test: where lower is better sides are swapped, and a relative margin is of the other one. */
  readonly margin: number
}

/** Tests one benchmark at its margin. Where lower is better, a drop is a rise: the sides change places. */
export function testBenchmark(
  { comparison: found, pairs, test: absolute }: ComparedBenchmark,
  candidate: SideBenchmark,
  policy: BenchmarkPolicy,
): TestedBenchmark {
  const isUnmeasured = candidate.isJudged === true && found.noise === null
  const notes = isUnmeasured ? [...found.notes, judgeNotMeasured] : found.notes
  const comparison = { ...found, notes, adjustedP: null }
  const { bounds } = found
  const { lowerIsBetter, tier } = policy
  const given = marginIn(policy.margin, bounds)
  const { value, isRelative } = given
  const lacksRatio = isRelative && bounds.least < 0
  const directed = () => {
    const scores = pairedScores(pairs, bounds)
    const { baseline, candidate } = scores
    return lowerIsBetter ? { ...scores, baseline: candidate, candidate: baseline } : scores
  }
  const isAbsolute = absolute === null || (!lowerIsBetter && !isRelative)
  const test = lacksRatio ? null : isAbsolute ? absolute : pairedTest(directed(), { isRelative })
  // candidate ≤ (1 + ρ) baseline is baseline ≥ (1 − ρ / (1 + ρ)) candidate.
  const margin = isRelative && lowerIsBetter ? value / (1 + value) : value
  const withheld = [
    ...found.doubts,
    ...(pairs.length === 0 ? ['the sides share no item'] : []),
    ...missingItems(found.items, policy.mostMissing),
    ...(pairs.length > 0 && found.baseline === (lowerIsBetter ? bounds.most : bounds.least)
      ? ['the baseline scores as badly as can be, so that nothing could get worse: is it of this benchmark?']
      : []),
    ...(lacksRatio ? ['a margin in per cent takes scores of 0 and more'] : []),
    ...(test !== null && test.lacks !== null ? [`too few ${test.lacks} for a test`] : []),
    ...alarmsOf(found.noise),
  ]
  const isUsable = test !== null && test.lacks === null
  return {
    test: isUsable ? test : null,
    margin,
    row: {
      ...{ setting: found.setting, tier, margin: given, lowerIsBetter, comparison, withheld },
      low90: absolute?.low90 ?? Number.NaN,
      high90: absolute?.high90 ?? Number.NaN,
      p: isUsable ? test.psAt(margin) : { noWorse: 1, regressed: 1 },
      beyondLimits: beyondLimits(candidate, policy),
    },
  }
}

const judgeNotMeasured =
  'what its judge varies by from one asking to the next is not measured: ./retable judge with --again does; the interval holds verdicts that change one by one, and no judging that moves as a whole'

const severalSamples = 4

/** What such a test can see, of `benchmarks` in the family. Null for a relative margin, whose unit is another. */
export function powerFor(
  { row, test }: TestedBenchmark,
  { benchmarks }: { readonly benchmarks: number },
): GatePower | null {
  const { margin, comparison } = row
  if (test === null || margin.isRelative) return null
  const { least, most } = comparison.bounds
  const range = most - least
  const { n } = test
  const of = { n, margin: margin.value / range }
  const squares = comparison.meanSquaredDifference / range ** 2
  const discordance = Math.min(1, Math.max(squares, comparison.noise?.flips ?? 0))
  const drop = (row.lowerIsBetter ? 1 : -1) * ((comparison.difference?.effect ?? 0) / range)
  const items = (verdict: 'no worse' | 'regressed', trueDrop: number, at = discordance) => {
    const needed = itemsNeeded({ margin: of.margin, verdict, drop: trueDrop, discordance: at })
    return Number.isFinite(needed) ? needed : null
  }
  // Of a judge it is verdicts that flip, and not answers of which there could be more.
  const isOfAnswers = comparison.samples.most === 1 && comparison.noise?.moved === undefined
  const flips = isOfAnswers ? (comparison.noise?.flips ?? 0) : 0
  const fewer =
    flips === 0 ? null : items('no worse', 0, discordanceWithSamples(discordance, flips, severalSamples))
  return {
    ...{ n, discordance, benchmarks },
    dropSeen: range * dropSeen({ ...of, discordance }),
    dropSeenAsFirst: range * dropSeen({ ...of, discordance, level: 0.05 / benchmarks }),
    itemsForNoWorse: items('no worse', 0),
    withSamples: fewer === null ? null : { samples: severalSamples, items: fewer },
    itemsForRegressed: drop > of.margin ? items('regressed', drop) : null,
  }
}

/** A candidate that lacks the items it would have got wrong looks better than it is. */
function missingItems(
  { paired, baselineAlone }: GatedBenchmark['comparison']['items'],
  most: number,
): string[] {
  const all = paired + baselineAlone
  if (baselineAlone <= most * all) return []
  return [
    `the candidate lacks ${grouped(baselineAlone)} of the baseline’s ${counted(all, 'item')}, and the policy allows ${Number((100 * most).toFixed(6))} % (missing)`,
  ]
}

function beyondLimits(
  candidate: SideBenchmark,
  { mostTruncated, mostUnanswered }: BenchmarkPolicy,
): string[] {
  const samples = [...candidate.items.values()].flatMap((item) => item.samples)
  const isTold = samples.length > 0 && samples.every(({ answer }) => answer !== undefined)
  const unanswered = samples.filter(({ answer }) => answer === null).length / samples.length
  const beyond = (what: string, share: number | null, most: number | null) => {
    if (most === null || (share !== null && share <= most)) return []
    if (share === null) return [`the share ${what} is not known, and the policy has a limit for it`]
    return [
      `${what}: ${(100 * share).toFixed(1)} %, and the policy allows ${Number((100 * most).toFixed(6))} %`,
    ]
  }
  return [
    ...beyond('cut at the token limit', candidate.truncated, mostTruncated),
    ...beyond('without an answer', isTold ? unanswered : null, mostUnanswered),
  ]
}
