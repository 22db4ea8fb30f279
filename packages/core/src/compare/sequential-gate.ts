/** What a gate finds of the full run on the baseline's items, asked one after another: it says nothing of other items. */
export type FullRunVerdict = 'the full run would regress' | 'the full run would be no worse' | 'open'

/** How a gate asked that stops as soon as its verdict is settled. */
export interface SequentialGate {
  /** Whether the items stand for all that are like them, or the question is what the rest of them will show. */
  readonly question: 'the model' | 'the full run'
  /** The order of the items follows from it. */
  readonly seed: number
  readonly isSettled: boolean
  /** Items that were bet on, of how many, over all benchmarks. */
  readonly asked: number
  readonly items: number
  readonly requests: {
    readonly sent: number
    /** Of those sent: given up when the verdict was settled. */
    readonly cancelled: number
    /** Answers that were there already, and cost nothing. */
    readonly fromStore: number
  }
}

/** How far the bets on one benchmark came. */
export interface SequentialBets {
  readonly asked: number
  readonly items: number
  /** Logs of both capitals after the last item; null where it is certain already, and the capital without end. */
  readonly logE: number | null
  readonly logF: number | null
  /** Of the log of E for *regressed*, as the first by Holm, and of F for *no worse*. */
  readonly thresholdE: number
  readonly thresholdF: number
  readonly price: SequentialPrice | null
}

/** What stopping at will costs: how often a drop is called a regression with all of the items. */
export interface SequentialPrice {
  readonly items: number
  /** In the scores' unit: three margins. */
  readonly drop: number
  /** Mean squared difference that it is reckoned for. */
  readonly discordance: number
  /** Of the bets, simulated, with its standard error. */
  readonly power: number
  readonly standardError: number
  /** Of the test on all items at once, exact. */
  readonly fixedPower: number
}
