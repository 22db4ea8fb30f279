/** Tokens that a response took. */
export interface Usage {
  readonly promptTokens: number
  /** Thought included. */
  readonly completionTokens: number
  /** Prompt tokens that the server had in its cache. */
  readonly cachedTokens?: number
  /** Completion tokens that are thought. */
  readonly thoughtTokens?: number
  /** The server told none: reckoned from the texts, four bytes a token. */
  readonly isEstimated: boolean
  /** Answers that came in the response; what was used is for all of them together. */
  readonly choices: number
}
