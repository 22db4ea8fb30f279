import { RetableError, type ErrorCode } from '@retable/core'

/** A model file that cannot be used, a text that is too long, or a training that diverged. */
export class NanolmError extends RetableError {
  override readonly name = 'NanolmError'

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { code, kind: 'environment', cause })
  }
}
