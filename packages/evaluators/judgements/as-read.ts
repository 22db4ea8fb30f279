/**
 * A value in memory as it would be read from a file: a member that is undefined is none, and NaN is null. The value
 * itself where that changes nothing.
 */
export function asRead(value: unknown): unknown {
  if (value === undefined || Number.isNaN(value)) return null
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map(asRead)
    return items.every((item, i) => item === value[i]) ? value : items
  }
  const entries = Object.entries(value)
  const read = entries.flatMap(([key, each]) => (each === undefined ? [] : [[key, asRead(each)] as const]))
  const isSame = read.length === entries.length && read.every(([, each], i) => each === entries[i]![1])
  return isSame ? value : Object.fromEntries(read)
}
