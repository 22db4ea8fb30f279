import type { PromptText } from '../engine/engine.ts'

/** Which of two responses a judge prefers, told by the order in which they were shown. */
export type PairVerdict = 'first' | 'second' | 'tie'

/** What a judge is asked about. `responses` stand in the order in which they are shown. */
export interface JudgeQuestion {
  readonly instruction: string
  readonly responses: readonly string[]
  /** A right answer to compare with, where the judge is given one. */
  readonly reference?: string
}

/** What verdicts count that name no better response. A win counts 1 and a loss 0. */
export interface JudgeRules {
  /**
   * What a tie counts for either response; `apart` where it is a verdict like the others, right where people saw a tie;
   * `none` where the judge has no tie.
   */
  readonly ties: number | 'apart' | 'none'
  /** What an answer without a verdict counts, in points for a rating; `left out` where its item is not counted. */
  readonly errors: number | 'left out'
}

/**
 * A model as a judge: how it is asked, how its answer is read, and what ties and unreadable answers count. `V` is what
 * it says: a {@link PairVerdict} with or without a strength, a rating, or a preference.
 */
export interface Judge<V = unknown> extends JudgeRules {
  readonly id: string
  /** Changes whenever a verdict could change. */
  readonly version: string
  readonly source: string
  /** Two responses side by side, or one by itself. */
  readonly asks: 'pair' | 'single'
  /** Order of two responses: as given, each pair in both orders, or one order drawn for each pair. */
  readonly order: 'given' | 'both' | 'drawn'
  /** The prompt in retable's own words, as a text or a conversation; a judge without one cannot be asked. */
  readonly prompt?: (question: JudgeQuestion) => PromptText
  /** In a sentence: where the source's own prompt stands. */
  readonly promptSource?: string
  /**
   * The verdict in a judge's text, told by the order in which responses were shown; null where none can be read. Linear
   * in the text's length.
   */
  readonly parse: (text: string) => V | null
  /** In a sentence or two: what an item's verdicts come to, and where the variants' rule is not `ties` and `errors`. */
  readonly aggregation: string
}
