/**
 * How likely 0, 1, … `most` failures are before the `successes`-th success, each trial a success with chance `chance`.
 * No successes to wait for: no failures.
 */
export function negativeBinomial(successes: number, chance: number, most: number): Float64Array {
  const chances = new Float64Array(most + 1)
  if (successes === 0) chances[0] = 1
  if (successes === 0 || chance <= 0) return chances
  // The first may be far below the least double where a later one is not: its power of e is kept apart.
  const first = chance ** successes
  let [log, term] = first > 1e-200 ? [0, first] : [successes * Math.log(chance), 1]
  for (let k = 0; k <= most; k += 1) {
    chances[k] = term * Math.exp(log)
    term *= ((successes + k) / (k + 1)) * (1 - chance)
    if (term < 1e200) continue
    log += Math.log(term)
    term = 1
  }
  return chances
}
