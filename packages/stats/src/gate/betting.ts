import type { GatePs } from './paired-test.ts'

/** Two bets against a margin. */
export interface BettingOptions {
  /** The drop that is allowed, as a share of the scores' range. */
  readonly margin: number
  /**
   * Number of items of the full run, where the question is what it will show on exactly these; it then says nothing
   * of other items. Without it the items stand for all that are like them.
   */
  readonly fullRun?: number
}

/** The first item is met as if 40 others had been, with a mean squared difference of .15. Fixed before any data. */
const prior = { items: 39, squares: 6 }
const designShare = 0.8
/** Sums of scores carry rounding. */
const rounding = 1e-9

/**
 * Always-valid test of a margin, by betting (Waudby-Smith & Ramdas 2024, JRSS B 86): E is the capital of bets against "the drop
 * is at most the margin", F of bets against "it is at least the margin". Each is 20 or more with a chance of at most 5 % at any
 * time (Ville 1939), however often it is looked at and whenever it stops. The order of the items is random and fixed before the
 * first is asked.
 *
 * E is four fifths a bet that is laid out for a drop of three margins, and one fifth one that follows the data. With
 * `fullRun` items are drawn without replacement (Waudby-Smith & Ramdas 2020, NeurIPS): a bet is held against the mean that the
 * items to come would have to have.
 */
export class BettingTest {
  readonly #margin: number
  readonly #fullRun: number | null
  /** Items met, their sum, and their squares' sum. */
  #n = 0
  #sum = 0
  #squares = 0
  /** Σ y and Σ y² of the bets against "at most the margin". */
  #y = 0
  #ySquares = 0
  #logDesign = 0
  #logAdaptive = 0
  #logF = 0
  #mostLogE = 0
  #mostLogF = 0

  /** @throws RangeError for a margin that is not between 0 and ¼, or a full run of no items */
  constructor({ margin, fullRun }: BettingOptions) {
    if (!(margin > 0 && margin < 0.25))
      throw new RangeError(`a bet takes a margin between 0 and .25, not ${margin}`)
    if (fullRun !== undefined && !(Number.isSafeInteger(fullRun) && fullRun > 0)) {
      throw new RangeError(`a full run of ${fullRun} items is none`)
    }
    this.#margin = margin
    this.#fullRun = fullRun ?? null
  }

  /** Items met so far. */
  get n(): number {
    return this.#n
  }

  /** Log of the capital against "the drop is at most the margin". */
  get logE(): number {
    const larger = Math.max(this.#logDesign, this.#logAdaptive)
    if (!Number.isFinite(larger)) return larger
    return (
      larger +
      Math.log(
        designShare * Math.exp(this.#logDesign - larger) +
          (1 - designShare) * Math.exp(this.#logAdaptive - larger),
      )
    )
  }

  /** Log of the capital against "the drop is at least the margin". */
  get logF(): number {
    return this.#logF
  }

  /** Always-valid p-values: one over the most that either capital has been. */
  get ps(): GatePs {
    return { noWorse: Math.exp(-this.#mostLogF), regressed: Math.exp(-this.#mostLogE) }
  }

  /**
   * The next item's difference, candidate − baseline, as a share of the scores' range.
   *
   * @throws RangeError for one that is not in [−1, 1], or beyond the full run
   */
  push(difference: number): void {
    if (!(Math.abs(difference) <= 1 + rounding))
      throw new RangeError(`${difference} is no difference in [−1, 1]`)
    if (this.#n === this.#fullRun) throw new RangeError(`the full run has ${this.#fullRun} items`)
    this.#bet(Math.min(1, Math.max(-1, difference)))
    this.#n += 1
    this.#sum += difference
    this.#squares += difference * difference
    this.#settle()
    this.#mostLogE = Math.max(this.#mostLogE, this.logE)
    this.#mostLogF = Math.max(this.#mostLogF, this.#logF)
  }

  /** All stakes are set by the items before this one. */
  #bet(difference: number): void {
    const margin = this.#margin
    const limit = this.#limit()
    // Known already: nobody bets.
    if (limit < -1 || limit > 1) return
    const drop = 3 * margin
    const beyond = drop - margin
    const size = (this.#squares + prior.squares) / (this.#n + 1 + prior.items)
    const wide = Math.max(size, drop)
    const design = Math.min(0.5, beyond / (wide - drop * drop + beyond * beyond))
    const mostStake = this.#fullRun === null ? 0.8 : Math.min(0.8, 0.9 / (1 - limit))
    const adaptive = Math.min(mostStake, Math.max(0, this.#y / (this.#ySquares + 1.5)))
    const against = Math.min(0.5, margin / (size + margin * margin))
    const y = limit - difference
    this.#logDesign += Math.log1p(design * y)
    this.#logAdaptive += Math.log1p(adaptive * y)
    this.#logF += Math.log1p(-against * y)
    this.#y += y
    this.#ySquares += y * y
  }

  /** The mean difference at the margin: of all items, or of those still to come. */
  #limit(): number {
    if (this.#fullRun === null) return -this.#margin
    return (-this.#fullRun * this.#margin - this.#sum) / (this.#fullRun - this.#n)
  }

  /** What no items to come can change is certain: a capital without end against what is false, none against what is true. */
  #settle(): void {
    if (this.#fullRun === null) return
    const left = this.#fullRun - this.#n
    const owed = -this.#fullRun * this.#margin - this.#sum
    const dust = rounding * this.#fullRun
    if (owed > left + dust) [this.#logDesign, this.#logAdaptive] = [Infinity, Infinity]
    if (owed < -left - dust) this.#logF = Infinity
  }
}

/** What a capital has to reach for a false alarm of at most `level`, in the strictest of `benchmarks` by Holm; as a log. */
export function logThreshold(level = 0.05, benchmarks = 1): number {
  return Math.log(benchmarks / level)
}
