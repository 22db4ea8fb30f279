import { RetableError } from '@retable/core'

/** Whether a pinned file is nowhere to be had, which a score can go without; a wrong setting of the user's is not that. */
export function isNotToBeHad(error: unknown): error is RetableError {
  const codes = ['assets/missing', 'assets/no-network', 'assets/unavailable']
  return error instanceof RetableError && codes.includes(error.code)
}
