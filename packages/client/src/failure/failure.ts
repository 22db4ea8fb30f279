import type { FailureReason } from '../ask/asked.ts'
import type { ClientError } from '../errors.ts'

/** What a failed attempt means: for this attempt alone, for its item, or for the whole run. */
export type Failure = AttemptFailure | ItemFailure | ParameterFailure | RunFailure

/** Worth sending again. */
export interface AttemptFailure {
  readonly scope: 'attempt'
  readonly reason: FailureReason
  readonly message: string
  readonly status?: number
  /**
   * What the server cannot do now: `full` and `absent` (loading, restarting) are waited out and use up no try, `gateway`
   * is something before it that gave up, `broken` all else.
   */
  readonly state: 'full' | 'absent' | 'gateway' | 'broken'
  /** Milliseconds that the server asks to wait. */
  readonly waitMs?: number
}

/** The item fails, whatever is done; `filtered` is a result. */
export interface ItemFailure {
  readonly scope: 'item'
  readonly reason: FailureReason | 'filtered'
  readonly message: string
  readonly status?: number
}

/** A parameter that the server does not take; the run ends unless another way to the same answer is known. */
export interface ParameterFailure {
  readonly scope: 'parameter'
  readonly parameter: string
  readonly message: string
  readonly status: number
}

/** Every other request would fail too. */
export interface RunFailure {
  readonly scope: 'run'
  readonly error: ClientError
}
