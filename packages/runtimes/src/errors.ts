import { RetableError, type ErrorCode } from '@retable/core'

/** A program or environment that this machine cannot run. */
export class RuntimeError extends RetableError {
  override readonly name = 'RuntimeError'

  /** @param kind - `usage` where a file or an option is wrong */
  constructor(
    code: ErrorCode,
    message: string,
    cause?: unknown,
    kind: 'usage' | 'environment' = 'environment',
  ) {
    super(message, { code, kind, cause })
  }
}
