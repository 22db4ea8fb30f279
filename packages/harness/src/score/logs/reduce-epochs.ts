/**
 * What the scores of an item's epochs become under a reducer of Inspect (inspect_ai 0.3.285, scorer/_reducer/reducer.py),
 * by its name in a log: `mean`, `median`, `mode`, `max`, `at_least_K` or `pass_at_K`.
 *
 * @returns undefined for another reducer, and for `pass_at_K` of fewer than K scores
 */
export function reduceEpochs(reducer: string, scores: readonly number[]): number | undefined {
  const sorted = scores.toSorted((a, b) => a - b)
  const n = sorted.length
  if (n === 0) return undefined
  if (reducer === 'mean') return sorted.reduce((sum, score) => sum + score, 0) / n
  if (reducer === 'median') return (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.floor(n / 2)]!) / 2
  if (reducer === 'max') return sorted[n - 1]
  if (reducer === 'mode') return modeOf(scores)
  const [, kind, digits] = /^(at_least|pass_at)_(\d{1,6})$/.exec(reducer) ?? []
  const k = Number(digits)
  const right = sorted.filter((score) => score >= 1).length
  if (kind === 'at_least') return right >= k ? 1 : 0
  if (kind !== 'pass_at' || n < k) return undefined
  // One minus the share of draws of k without a right one.
  let without = 1
  for (let i = n - right + 1; i <= n; i += 1) without *= 1 - k / i
  return n - right < k ? 1 : 1 - without
}

/** The most frequent score; of several the one that comes first. */
function modeOf(scores: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1)
  let [mode, most]: [number | undefined, number] = [undefined, 0]
  for (const [score, count] of counts) if (count > most) [mode, most] = [score, count]
  return mode
}
