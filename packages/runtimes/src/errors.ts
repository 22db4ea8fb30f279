import { RetableError, type ErrorCode } from '@retable/core'

/** A program or environment that this machine cannot run. */
export class RuntimeError extends RetableError {
  override readonly name = 'RuntimeError'

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { code, kind: 'environment', cause })
  }
}
