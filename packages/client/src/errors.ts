import { RetableError, type ErrorCode } from '@retable/core'

/** Options of a {@link ClientError}. */
export interface ClientErrorOptions {
  readonly code: ErrorCode & `client/${string}`
  readonly kind: 'usage' | 'environment'
  readonly status?: number | undefined
  readonly cause?: unknown
}

/** What ends a whole run of requests: no other request would fare better. */
export class ClientError extends RetableError {
  override readonly name = 'ClientError'
  /** The HTTP status, where a server gave one. */
  readonly status: number | undefined

  constructor(message: string, { code, kind, status, cause }: ClientErrorOptions) {
    super(message, { code, kind, cause })
    this.status = status
  }
}

/** What a caller asked for that cannot be meant. */
export function misuse(message: string): ClientError {
  return new ClientError(message, { code: 'client/options', kind: 'usage' })
}
