/** What went wrong, for a program: the prefix is the room, the rest the case. */
export type ErrorCode = `${string}/${string}`

/** Options of a {@link RetableError}. */
export interface RetableErrorOptions {
  readonly code: ErrorCode
  /** `usage`: the caller asked for something that cannot be; `environment`: this machine lacks something. */
  readonly kind: 'usage' | 'environment'
  readonly cause?: unknown
}

/**
 * The base of every room's error class: one sentence that says what, where and what to do.
 * The CLI prints the message alone and takes the exit code from `kind` (usage 2, environment 3).
 */
export class RetableError extends Error {
  override readonly name: string = 'RetableError'
  readonly code: ErrorCode
  readonly kind: 'usage' | 'environment'

  constructor(message: string, options: RetableErrorOptions) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = options.code
    this.kind = options.kind
  }
}
