/** What a server does with a parameter, as its answers show it. */
export type Treatment = 'honoured' | 'ignored' | 'refused' | 'unknown'

/** What a server does with parameters that are often dropped in silence. */
export interface Probe {
  readonly n: Treatment
  readonly seed: Treatment
  readonly logprobs: Treatment
  readonly stop: Treatment
  /** Log-probabilities of the prompt, on the completions route. */
  readonly echo: Treatment
}
