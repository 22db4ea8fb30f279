import type {
  BenchmarkComparison,
  BenchmarkNoise,
  GatedBenchmark,
  SequentialPrice,
  SideBenchmark,
  UnansweredComparison,
} from '@retable/core'
import { bettingPower, logThreshold, powerOf } from '@retable/stats/gate'
import { compareBenchmark } from '../../compare/compare-benchmark.ts'
import { testBenchmark } from '../gate-benchmark.ts'
import type { BenchmarkPolicy } from '../policy.ts'
import { level } from '../weigh.ts'
import type { Standing } from './suite-bets.ts'

/** A benchmark before the others are counted in. */
export type SequentialRow = Omit<GatedBenchmark, 'verdict' | 'adjusted'>

/** What is known of one benchmark when asking has stopped. */
export interface StoppedBenchmark {
  readonly baseline: SideBenchmark
  /** Null where none of its items was bet on. */
  readonly candidate: SideBenchmark | null
  readonly policy: BenchmarkPolicy
  readonly noise: BenchmarkNoise | null
  readonly standing: Standing
  /** Why it was not asked at all; empty where it was. */
  readonly withheld: readonly string[]
  /** In the family that weighs. */
  readonly benchmarks: number
  readonly isFullRun: boolean
}

/** One benchmark's row: what the items that were bet on show, with p of the bets alone. */
export function sequentialRow(stopped: StoppedBenchmark): SequentialRow {
  const { baseline, policy, noise, standing, benchmarks, isFullRun } = stopped
  const candidate = stopped.candidate ?? { ...baseline, items: new Map(), doubts: [], notes: [], truncated: null } // prettier-ignore
  // What was never asked is not left out of a comparison.
  const items = new Map([...baseline.items].filter(([item]) => candidate.items.has(item)))
  const { row } = testBenchmark(compareBenchmark({ ...baseline, items }, candidate, noise), candidate, policy)
  return {
    ...row,
    comparison: withoutTests(row.comparison),
    withheld: stopped.withheld.length > 0 ? stopped.withheld : row.withheld,
    beyondLimits: stopped.candidate === null ? [] : row.beyondLimits,
    low90: Number.NaN,
    high90: Number.NaN,
    p: standing.p,
    power: null,
    sequential: {
      asked: standing.asked,
      items: standing.items,
      logE: finite(standing.logE),
      logF: finite(standing.logF),
      thresholdE: logThreshold(level, benchmarks),
      thresholdF: logThreshold(level),
      price: isFullRun || standing.asked === 0 ? null : priceOf(row, stopped),
    },
  }
}

/** Tests and intervals of a fixed number of items err where the end was chosen: shares stay, and tests go. */
function withoutTests(comparison: BenchmarkComparison): BenchmarkComparison {
  const { unanswered, notes } = comparison
  return {
    ...comparison,
    difference: null,
    unanswered: null,
    notes: [...notes, ...(unanswered === null ? [] : [unansweredText(unanswered)])],
  }
}

function unansweredText({ baseline, candidate, worseForFormat }: UnansweredComparison): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const format = worseForFormat === 0 ? '' : `; ${worseForFormat} fell with an answer less, which may be format and no skill` // prettier-ignore
  return `without an answer: ${percent(baseline)}, then ${percent(candidate)}${format}`
}

/** As the bets themselves reckon it, so that few items are not taken at their word. */
const prior = { items: 40, squares: 6 }

function priceOf(
  { comparison, margin }: Pick<SequentialRow, 'comparison' | 'margin'>,
  { standing, benchmarks, noise }: StoppedBenchmark,
): SequentialPrice {
  const { bounds, meanSquaredDifference } = comparison
  const range = bounds.most - bounds.least
  const squares = (meanSquaredDifference / range ** 2) * standing.asked
  const drop = (3 * margin.value) / range
  const met = (squares + prior.squares) / (standing.asked + prior.items)
  const discordance = Math.min(1, Math.max(drop, met, noise?.flips ?? 0))
  const of = { n: standing.items, margin: margin.value / range, level: level / benchmarks }
  return {
    ...bettingPower({ ...of, drop, discordance }),
    items: standing.items,
    drop: drop * range,
    discordance,
    fixedPower: powerOf({ ...of, verdict: 'regressed' })({ drop, discordance }),
  }
}

function finite(log: number): number | null {
  return Number.isFinite(log) ? log : null
}
