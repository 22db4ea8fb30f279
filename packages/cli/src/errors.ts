import { RetableError, type ErrorCode } from '@retable/core'

/** Code of an error that says what is kept when a command was stopped. */
export const stopped = 'cli/stopped'

/** A command line that cannot be served, or a place that cannot be written to. */
export class CliError extends RetableError {
  override readonly name = 'CliError'

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly kind?: 'usage' | 'environment'; readonly cause?: unknown } = {},
  ) {
    super(message, { code, kind: options.kind ?? 'usage', cause: options.cause })
  }
}
