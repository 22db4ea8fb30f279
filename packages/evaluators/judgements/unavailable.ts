import { isUnavailable, type RetableError } from '@retable/core'

/** What is read of a pinned file, or why that file is not to be had; other errors come through. */
export async function orUnavailable<T>(read: Promise<T>): Promise<T | RetableError> {
  return read.catch((error: unknown) => {
    if (isUnavailable(error)) return error
    throw error
  })
}
