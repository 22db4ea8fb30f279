/** A token and its log-probability. Text may be the same for unlike tokens: tell tokens apart by `bytes`. */
export interface TokenChance {
  readonly token: string
  /** The token's bytes, where the server tells them. */
  readonly bytes?: readonly number[]
  /** Natural logarithm. */
  readonly logProbability: number
}

/** A token of an answer, at its place, with the likeliest tokens of that place. */
export interface TokenLogProb extends TokenChance {
  readonly top: readonly TokenChance[]
}
