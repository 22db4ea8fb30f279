/** The known name that a mistyped one is nearest to, or that it is a part of; undefined where none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase()
  const part = wanted.length > 2 && known.find((each) => each.includes(wanted) || wanted.includes(each))
  if (part) return part
  const near = known
    .map((each) => ({ each, edits: editsBetween(wanted, each) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.floor(wanted.length / 3)))
  return near.toSorted((a, b) => a.edits - b.edits)[0]?.each
}

/** Letters to add, drop, change or swap with the next one. */
function editsBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = isSwap ? rows[i - 2]![j - 2]! + 1 : Infinity
      row.push(Math.min(change, rows[i - 1]![j]! + 1, row[j - 1]! + 1, swap))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
