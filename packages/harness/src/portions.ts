/** The values in lists of `size`, the last one shorter: a million of them need not be in memory at once. */
export function* portionsOf<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let part: T[] = []
  for (const value of values) {
    part.push(value)
    if (part.length < size) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}
