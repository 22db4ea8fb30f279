import { RetableError, type ErrorCode } from '@retable/core'

/** A request that the harness cannot serve: an unknown name, or a file without usable outputs. */
export class HarnessError extends RetableError {
  override readonly name = 'HarnessError'

  constructor(code: ErrorCode, message: string) {
    super(message, { code, kind: 'usage' })
  }
}
