import { RetableError } from '../errors.ts'

/** What a store of pinned files says of a file that is nowhere to be had, at least now. */
const codes: readonly string[] = ['assets/missing', 'assets/no-network', 'assets/unavailable']

/** Whether a pinned file is nowhere to be had, which some scores can go without; damage or a wrong setting is not that. */
export function isUnavailable(error: unknown): error is RetableError {
  return error instanceof RetableError && codes.includes(error.code)
}
