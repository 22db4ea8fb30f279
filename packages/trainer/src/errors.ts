import { RetableError, type ErrorCode } from '@retable/core'

/** What is wrong with a result of the trainer, or with what is asked of it. */
export class TrainerError extends RetableError {
  override readonly name = 'TrainerError'

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { code, kind: 'environment', ...(cause === undefined ? {} : { cause }) })
  }
}
