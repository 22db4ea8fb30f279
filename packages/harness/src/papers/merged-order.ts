/**
 * One order of all names that keeps the order of each sequence, such as rows of a table whose columns each lack some of
 * them. Where sequences leave it open, names stand as they were given; where they contradict each other, the earlier
 * sequence decides.
 */
export function mergedOrder(
  names: readonly string[],
  sequences: readonly (readonly string[])[],
): readonly string[] {
  const before = new Map(names.map((name) => [name, new Set<string>()]))
  const comesBefore = (name: string, other: string): boolean => {
    const seen = new Set([other])
    for (const each of seen) for (const earlier of before.get(each) ?? []) seen.add(earlier)
    return seen.has(name)
  }
  for (const sequence of sequences) {
    const once = [...new Set(sequence)]
    for (const [i, name] of once.entries()) {
      const earlier = once[i - 1]
      if (earlier !== undefined && !comesBefore(name, earlier)) before.get(name)?.add(earlier)
    }
  }
  const order = new Set<string>()
  const place = (name: string) => {
    if (order.has(name)) return
    for (const earlier of before.get(name) ?? []) place(earlier)
    order.add(name)
  }
  for (const name of names) place(name)
  return [...order]
}
