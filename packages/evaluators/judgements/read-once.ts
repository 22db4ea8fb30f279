import type { ReadAsset } from '@retable/core'

/**
 * What is made of pinned files, once for all files of judgements that are measured with the same `read`: of many files
 * each would parse them anew. A failure is not kept.
 */
export function readOnce<T>(make: (read: ReadAsset) => Promise<T>): (read: ReadAsset) => Promise<T> {
  const made = new WeakMap<ReadAsset, Promise<T>>()
  return (read) => {
    const known = made.get(read)
    if (known !== undefined) return known
    const making = make(read)
    made.set(read, making)
    making.catch(() => made.delete(read))
    return making
  }
}
