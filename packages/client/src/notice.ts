/** Something that a person should know of a run; each kind is told once. */
export interface Notice {
  readonly kind:
    | 'loading'
    | 'long wait'
    | 'unreachable'
    | 'tries failing'
    | 'cut at one age'
    | 'deadline'
    | 'n ignored'
    | 'max_tokens renamed'
    | 'max_tokens ignored'
    | 'logprobs ignored'
    | 'stop within thought'
    | 'usage missing'
    | 'model not listed'
    | 'double BOS'
    | 'replicas differ'
    | 'hidden sampling'
  /** A sentence, with secrets blotted. */
  readonly text: string
}
