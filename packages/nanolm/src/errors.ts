import { RetableError, type ErrorCode } from '@retable/core'

/** A model file that cannot be used, or a text that the vocabulary cannot spell. */
export class NanolmError extends RetableError {
  override readonly name = 'NanolmError'

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { code, kind: 'environment', cause })
  }
}
