/** Two-sided exact sign test: values that are 0 do not count. For paired rights and wrongs it is McNemar's exact test. */
export function signTest(values: readonly number[]): number {
  const positive = values.filter((value) => value > 0).length
  const n = positive + values.filter((value) => value < 0).length
  // Binomial coefficients, in units of 2^unit: neither they nor 2^-n fit a double from n = 1075 on.
  let [term, tail, unit] = [1, 0, 0]
  for (let k = 0; k <= Math.min(positive, n - positive); k += 1) {
    tail += term
    term *= (n - k) / (k + 1)
    if (term < 2 ** 500) continue
    ;[term, tail, unit] = [term * 2 ** -500, tail * 2 ** -500, unit + 500]
  }
  const half = Math.floor((unit + 1 - n) / 2)
  return Math.min(1, tail * 2 ** half * 2 ** (unit + 1 - n - half))
}
