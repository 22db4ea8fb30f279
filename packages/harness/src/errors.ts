import { RetableError, type ErrorCode } from '@retable/core'

/** A request that the harness cannot serve, or a store that it cannot use. */
export class HarnessError extends RetableError {
  override readonly name = 'HarnessError'

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly kind?: 'usage' | 'environment'; readonly cause?: unknown } = {},
  ) {
    super(message, { code, kind: options.kind ?? 'usage', cause: options.cause })
  }
}
