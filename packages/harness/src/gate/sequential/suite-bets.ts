import type { GatePValues, GateTier, GateVerdict } from '@retable/core'
import { BettingTest } from '@retable/stats/gate'
import { isProved, verdictOfEach, weigh, type Weighable } from '../weigh.ts'

/** A benchmark that is bet on. Scores are shares of their range. */
export interface BetOn {
  readonly setting: string
  readonly tier: GateTier
  readonly margin: number
  readonly lowerIsBetter: boolean
  /** The baseline's score of each item, in the order in which they are asked. */
  readonly baseline: ReadonlyMap<string, number>
  /** Why no verdict is drawn whatever the answers: it is not asked. Empty where nothing forbids one. */
  readonly withheld: readonly string[]
}

/** What the candidate scored on an item. */
export interface ScoredItem {
  /** Mean of its answers. */
  readonly score: number
  readonly answers: number
  /** Of these; they count as wrong. */
  readonly failed: number
}

/** Where the bets on a benchmark stand. */
export interface Standing {
  /** Items that were bet on, of how many. */
  readonly asked: number
  readonly items: number
  readonly logE: number
  readonly logF: number
  /** Always valid. */
  readonly p: GatePValues
}

interface OneBenchmark extends BetOn {
  readonly test: BettingTest
  readonly order: readonly string[]
  /** Items that came before their turn. */
  readonly early: Map<string, () => ScoredItem>
  answers: number
  failed: number
  /** Its own verdict is reached. */
  isClosed: boolean
}

/**
 * Bets on the items of a suite, each benchmark's in its order whatever the order in which they arrive, until the suite's
 * verdict is settled: where one that weighs regressed (Holm on always-valid p), or where each that weighs has reached
 * its own verdict or its last item. What failed counts as wrong; while more than `mostFailed` of a benchmark's answers
 * so far did, nothing is concluded of it.
 */
export class SuiteBets {
  readonly #all: ReadonlyMap<string, OneBenchmark>
  readonly #mostFailed: number
  #verdict: GateVerdict = 'undecided'
  #isSettled = false

  /** @param options - `isFullRun`: the question is what all of these items will show; `mostFailed`: a share */
  constructor(
    benchmarks: readonly BetOn[],
    { isFullRun, mostFailed }: { readonly isFullRun: boolean; readonly mostFailed: number },
  ) {
    this.#mostFailed = mostFailed
    this.#all = new Map(
      benchmarks.map((one) => {
        const { setting, margin, baseline } = one
        const test = new BettingTest(isFullRun ? { margin, fullRun: baseline.size } : { margin })
        const start = {
          order: [...baseline.keys()],
          early: new Map(),
          answers: 0,
          failed: 0,
          isClosed: false,
        }
        return [setting, { ...one, ...start, test }]
      }),
    )
    this.#weigh()
  }

  /** What the bets say by now. */
  get verdict(): GateVerdict {
    return this.#verdict
  }

  /** Whether no further answer can be of use. */
  get isSettled(): boolean {
    return this.#isSettled
  }

  /** Whether answers of a benchmark are still wanted. */
  isOpen(setting: string): boolean {
    return !this.#isSettled && isOpen(this.#all.get(setting)!)
  }

  standing(setting: string): Standing {
    const { test, order } = this.#all.get(setting)!
    const { n, logE, logF, ps } = test
    return { asked: n, items: order.length, logE, logF, p: ps }
  }

  /** Items of a benchmark that were bet on, in their order. */
  betOn(setting: string): readonly string[] {
    const { order, test } = this.#all.get(setting)!
    return order.slice(0, test.n)
  }

  /**
   * Takes an item's answers. What it scored is read when its turn comes; what comes when nothing is wanted any more is
   * passed over.
   */
  arrive(setting: string, item: string, score: () => ScoredItem): void {
    const one = this.#all.get(setting)!
    one.early.set(item, score)
    while (this.isOpen(setting)) {
      const next = one.order[one.test.n]!
      const read = one.early.get(next)
      if (read === undefined) return
      one.early.delete(next)
      this.#bet(one, one.baseline.get(next)!, read())
    }
  }

  #bet(one: OneBenchmark, before: number, { score, answers, failed }: ScoredItem): void {
    one.answers += answers
    one.failed += failed
    one.test.push(one.lowerIsBetter ? before - score : score - before)
    this.#weigh()
  }

  #weigh(): void {
    const all = [...this.#all.values()]
    const rows = all.map((one): Weighable => ({
      tier: one.tier,
      p: one.test.ps,
      withheld: this.#withheld(one),
    }))
    const weighed = weigh(rows).map((own, i) => ({ ...rows[i]!, ...own }))
    all.forEach((one, i) => {
      const row = weighed[i]!
      one.isClosed ||= one.tier === 'advisory' ? row.verdict !== 'undecided' : isProved(row)
    })
    this.#verdict = verdictOfEach(weighed)
    this.#isSettled =
      this.#verdict === 'regressed' || !all.some((one) => one.tier !== 'advisory' && isOpen(one))
  }

  #withheld({ withheld, failed, answers }: OneBenchmark): readonly string[] {
    return failed > this.#mostFailed * answers ? [...withheld, 'too many answers failed'] : withheld
  }
}

function isOpen({ withheld, isClosed, test, order }: OneBenchmark): boolean {
  return withheld.length === 0 && !isClosed && test.n < order.length
}
