import { RetableError, type ErrorCode } from '@retable/core'

/** A file of outputs that cannot be read at all. Single bad rows are no errors: they come out as broken rows. */
export class ReaderError extends RetableError {
  override readonly name = 'ReaderError'

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { code, kind: 'usage', cause })
  }
}
