import type { ReadAsset } from '@retable/core'

/**
 * What is made of pinned files, once for all files of judgements that are measured with the same `read`: of many files
 * each would parse them anew. A failure is not kept.
 */
export function readOnce<T>(make: (read: ReadAsset) => Promise<T>): (read: ReadAsset) => Promise<T> {
  const begun = new WeakMap<ReadAsset, Promise<T>>()
  return (read) => {
    const known = begun.get(read)
    if (known !== undefined) return known
    const making = make(read)
    begun.set(read, making)
    making.catch(() => begun.delete(read))
    return making
  }
}
