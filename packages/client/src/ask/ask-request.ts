import type { PromptText, Sampling } from '@retable/core'

/** How answers are drawn, with the truncations that some servers apply unless told otherwise. */
export interface AskSampling extends Sampling {
  /** Draw from this many likeliest tokens; 0 or left out draws from all. */
  readonly topK?: number
  /** Leave out tokens below this share of the likeliest one's probability; 0 or left out leaves out none. */
  readonly minP?: number
}

/** One prompt to be asked, for one answer or several. */
export interface AskRequest {
  /** Names the request in its answers, and in batch files; the caller's own, and each once. */
  readonly id: string
  /** Messages go to the chat route alone; on it, a bare text is one message of the user. */
  readonly prompt: PromptText
  readonly sampling: AskSampling
  /** Choice i is drawn with seed + i, modulo 2^31, wherever choices are asked for one by one. */
  readonly seed?: number
  /** Answers wanted; 1 if left out. More than one is refused at temperature 0. */
  readonly n?: number
  /** Log-probabilities of the answer's tokens, each with this many of the likeliest tokens beside it. */
  readonly logprobs?: number
}
