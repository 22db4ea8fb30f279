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

/**
 * Whether two tokens are the same one; undefined where that cannot be told, because a text stands for bytes that are
 * no text.
 */
export function isSameToken(a: TokenChance, b: TokenChance): boolean | undefined {
  if (a.bytes && b.bytes) {
    return a.bytes.length === b.bytes.length && a.bytes.every((byte, i) => byte === b.bytes![i])
  }
  if (a.token !== b.token) return false
  return a.token.includes('\uFFFD') ? undefined : true
}
