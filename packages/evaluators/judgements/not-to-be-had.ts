import { isNotToBeHad, type RetableError } from '@retable/core'

/** What is made of a pinned file, or why that file is not to be had; other errors come through. */
export async function orNotToBeHad<T>(made: Promise<T>): Promise<T | RetableError> {
  return made.catch((error: unknown) => {
    if (isNotToBeHad(error)) return error
    throw error
  })
}
