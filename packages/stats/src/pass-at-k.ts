/**
 * Chance that at least one of k samples, drawn without replacement from n of which `right` are
 * right, is right: 1 − C(n − right, k) / C(n, k). Unbiased for pass@k
 * (Chen et al., "Evaluating Large Language Models Trained on Code", arXiv 2107.03374v2, section 2.1).
 *
 * @param n - samples drawn
 * @param right - how many of them are right, 0 to n
 * @param k - 1 to n
 */
export function passAtK(n: number, right: number, k: number): number {
  if (n - right < k) return 1
  let allWrong = 1
  for (let i = n - right + 1; i <= n; i += 1) allWrong *= 1 - k / i
  return 1 - allWrong
}
