/**
 * The fold of each of n groups of equal size, as scikit-learn's `GroupKFold` deals them: it sorts the groups by size,
 * takes the order from its end, and gives each to the fold with the fewest rows. Among equal groups the order is that
 * of NumPy's unstable quicksort, so which groups share a fold is an accident of its steps; whoever wants the numbers of
 * a program that uses it needs the same accident (NumPy 1.24 without AVX-512, scikit-learn 1.2).
 *
 * @throws RangeError unless both are whole numbers from 1
 */
export function groupKFold(groups: number, folds: number): Uint32Array {
  if (![groups, folds].every((n) => Number.isInteger(n) && n >= 1))
    throw new RangeError(`${groups} groups cannot be dealt to ${folds} folds`)
  const order = quicksortOfEqualKeys(groups)
  const foldOf = new Uint32Array(groups)
  for (let i = 0; i < groups; i += 1) foldOf[order[groups - 1 - i]!] = i % folds
  return foldOf
}

/** Where NumPy's `argsort` (quicksort) leaves n equal keys: no key is less than another, yet partitions swap them. */
function quicksortOfEqualKeys(n: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  const swap = (a: number, b: number) => {
    const held = order[a]!
    order[a] = order[b]!
    order[b] = held
  }
  const pending: (readonly [first: number, last: number])[] = [[0, n - 1]]
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const [first, last] = part
    // Short parts are sorted by insertion, which leaves equal keys where they are.
    if (last - first <= 15) continue
    let [left, right] = [first, last - 1]
    swap(first + ((last - first) >> 1), right)
    for (;;) {
      left += 1
      right -= 1
      if (left >= right) break
      swap(left, right)
    }
    swap(left, last - 1)
    pending.push([first, left - 1], [left + 1, last])
  }
  return order
}
