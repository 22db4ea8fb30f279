import { RetableError, type ErrorCode } from '@retable/core'

/** A split or corpus that cannot be drawn as it is asked for. */
export class NanoTasksError extends RetableError {
  override readonly name = 'NanoTasksError'

  constructor(code: ErrorCode, message: string) {
    super(message, { code, kind: 'usage' })
  }
}
