import type { Client } from '@retable/client'
import {
  grouped,
  type BenchmarkNoise,
  type EndpointManifest,
  type FullRunVerdict,
  type GateReport,
  type GateVerdict,
  type Side,
  type SideBenchmark,
} from '@retable/core'
import type { Store } from '@retable/store'
import type { ItemFacts } from '../../compare/item-facts.ts'
import { itemScore } from '../../compare/item-score.ts'
import { endedWith } from '../../eval/ended-early.ts'
import { leasedWhile } from '../../eval/leased-while.ts'
import { asksAny, wantedOf, type PreparedEval } from '../../eval/eval-benchmark.ts'
import { alarmsOf } from '../alarms.ts'
import { conclude } from '../conclude.ts'
import { marginIn, policyOf, type GatePolicy } from '../policy.ts'
import { weigh } from '../weigh.ts'
import { askUntilSettled } from './ask-until-settled.ts'
import { startAskedItems, type AskedItems } from './asked-benchmark.ts'
import { askingOrder } from './asking-order.ts'
import { candidateSide } from './candidate-side.ts'
import { requireBets } from './require-bets.ts'
import { sequentialRow } from './sequential-row.ts'
import { SuiteBets, type BetOn, type Standing } from './suite-bets.ts'

/** Where a gate that asks stands: of each benchmark the bets. */
export type GateProgress = readonly (Standing & { readonly setting: string })[]

/** What a gate asks, whom, and what it holds the answers to. */
export interface SequentialOptions {
  readonly baseline: Pick<Side, 'name' | 'model'>
  /** The baseline's benchmarks with what is asked of each. */
  readonly pairs: readonly (readonly [SideBenchmark, PreparedEval])[]
  readonly policy: GatePolicy
  readonly noise: ReadonlyMap<string, BenchmarkNoise>
  readonly factsOf: ItemFacts
  /** The order of the items follows from it. */
  readonly seed: number
  /** The question is what all of the baseline's items will show, and not what others would. */
  readonly isFullRun: boolean
  /** Share of a benchmark's answers that may fail before nothing is concluded of it. */
  readonly mostFailed: number
  readonly endpoint: EndpointManifest
  readonly opensThought: false | undefined
  readonly client: Pick<Client, 'askInPortions' | 'score'>
  readonly store: Pick<Store, 'answers' | 'keepAnswers' | 'leased'>
  readonly mostAhead: number
  readonly signal: AbortSignal
  readonly onProgress?: ((progress: GateProgress) => void) | undefined
  /** Another process asks the same: it is waited for, and its answers are taken. */
  readonly onWait?: (() => void) | undefined
}

/** The report, and what the candidate wrote, where it was asked. */
export interface SequentialResult {
  readonly report: GateReport
  readonly textOf: (setting: string, item: string, sample: number) => string | undefined
}

/**
 * Asks a candidate what its baseline was asked, item by item in a random order, until bets on the differences have settled
 * the verdict. Each kind of error is at most 5 %, whenever that is (`BettingTest` names its sources).
 *
 * @throws HarnessError `harness/no-bet` for a policy on which nobody can bet; ClientError when the endpoint ends the run
 */
export async function gateSequentially(options: SequentialOptions): Promise<SequentialResult> {
  const { pairs, policy, seed, isFullRun, mostFailed, store, opensThought, onProgress } = options
  const sides = pairs.map(([side]) => side)
  requireBets(policy, sides)
  const on = sides.map((side) => betOn(side, options))
  const bets = new SuiteBets(on, { isFullRun, mostFailed })
  const benchmarks = new Map(
    pairs.map(([{ setting, bounds }, prepared], i): [string, AskedItems] => [
      setting,
      startAskedItems(prepared, { order: [...on[i]!.baseline.keys()], bounds, opensThought }),
    ]),
  )
  const counts = { sent: 0, answered: 0, fromStore: 0 }
  const prepared = pairs.map(([, each]) => each)
  const open = prepared.filter((each) => asksAny(each, store))
  await leasedWhile(
    open.map(({ plan }) => plan),
    options,
    (signal) =>
      askUntilSettled({
        ...{ ...options, signal, bets, benchmarks, counts },
        goesOn: prepared.some((each) => wantedOf(each, store).stored > 0),
        onProgress: () => onProgress?.(on.map(({ setting }) => ({ setting, ...bets.standing(setting) }))),
      }).catch((error: unknown) => {
        throw endedWith(error, () => howFar(on, bets))
      }),
  )
  const rows = await rowsOf(on, { bets, benchmarks }, options)
  const weighed = weigh(rows)
  const gated = rows.map((row, i) => ({ ...row, ...weighed[i]! }))
  const concluded = conclude(gated, { policy, ...(isFullRun ? { words: fullRunWords } : {}) })
  const standings = on.map(({ setting }) => bets.standing(setting))
  const total = (of: (one: Standing) => number) => standings.reduce((sum, one) => sum + of(one), 0)
  const worded = (verdict: GateVerdict) => (isFullRun ? fullRunWords[verdict] : verdict)
  const report: GateReport = {
    ...{ baseline: options.baseline.name, candidate: options.endpoint.model, asks: policy.asks },
    ...concluded,
    verdict: worded(concluded.verdict),
    benchmarks: gated.map((one) => ({ ...one, verdict: worded(one.verdict) })),
    averageP: null,
    unpaired: [],
    sequential: {
      question: isFullRun ? 'the full run' : 'the model',
      seed,
      isSettled: bets.verdict !== 'undecided',
      asked: total(({ asked }) => asked),
      items: total(({ items }) => items),
      requests: {
        sent: counts.sent,
        cancelled: Math.max(0, counts.sent - counts.answered),
        fromStore: counts.fromStore,
      },
    },
  }
  return {
    report,
    textOf(setting, item, sample) {
      const answer = benchmarks.get(setting)?.answersTo(item)[sample]?.answer
      return answer === undefined || answer.outcome === 'failed' ? undefined : answer.text
    },
  }
}

const fullRunWords: Readonly<Record<GateVerdict, FullRunVerdict>> = {
  regressed: 'the full run would regress',
  'no worse': 'the full run would be no worse',
  undecided: 'open',
}

function betOn(side: SideBenchmark, { policy, noise, seed }: SequentialOptions): BetOn {
  const { setting, bounds, benchmark, items } = side
  const { tier, margin, lowerIsBetter } = policyOf(policy, side)
  const range = bounds.most - bounds.least
  const share = (item: string) => (itemScore(items.get(item)!) - bounds.least) / range
  const order = askingOrder(items.keys(), { seed, benchmark: benchmark?.id ?? setting })
  return {
    ...{ setting, tier, lowerIsBetter, margin: marginIn(margin, bounds).value / range },
    baseline: new Map(order.map((item) => [item, share(item)])),
    withheld: [...side.doubts.map((doubt) => `baseline: ${doubt}`), ...alarmsOf(noise.get(setting))],
  }
}

async function rowsOf(
  on: readonly BetOn[],
  of: { readonly bets: SuiteBets; readonly benchmarks: ReadonlyMap<string, AskedItems> },
  { pairs, policy, noise, isFullRun, mostFailed, endpoint, factsOf }: SequentialOptions,
) {
  const { bets, benchmarks } = of
  const asked = on.map(({ setting }) => ({ asked: benchmarks.get(setting)!, items: bets.betOn(setting) }))
  const candidates = await candidateSide(asked, { endpoint, mostFailed, factsOf })
  const weighing = on.filter(({ tier }) => tier !== 'advisory').length
  return on.map(({ setting, withheld }, i) =>
    sequentialRow({
      ...{ baseline: pairs[i]![0], candidate: candidates[i]!, policy: policyOf(policy, pairs[i]![0]) },
      ...{ noise: noise.get(setting) ?? null, standing: bets.standing(setting) },
      ...{ withheld, benchmarks: weighing, isFullRun },
    }),
  )
}

function howFar(on: readonly BetOn[], bets: SuiteBets): string {
  const far = on.map(({ setting }) => {
    const { asked, items } = bets.standing(setting)
    return `${setting}: ${grouped(asked)} of ${grouped(items)} items`
  })
  return `${far.join(', ')}; answers are kept, and the same command goes on`
}
