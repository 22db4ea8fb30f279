import { numpySum } from './numeric/numpy-sum.ts'

/**
 * Cohen's kappa of two raters over the same items: 1 − observed disagreement / disagreement expected by chance
 * (Cohen 1960). The two sums are taken as NumPy takes them, so that every digit is that of
 * scikit-learn's cohen_kappa_score.
 *
 * @returns NaN where no disagreement is expected: no items, or both raters always say the same one thing
 */
export function cohenKappa<Rating extends string | number>(
  first: readonly Rating[],
  second: readonly Rating[],
): number {
  if (first.length !== second.length) throw new RangeError('both raters must rate every item')
  const categories = [...new Set([...first, ...second])].toSorted((a, b) => (a < b ? -1 : 1))
  const place = new Map(categories.map((category, i) => [category, i]))
  const size = categories.length
  const counts = new Float64Array(size * size)
  const [byFirst, bySecond] = [new Float64Array(size), new Float64Array(size)]
  first.forEach((rating, item) => {
    const [i, j] = [place.get(rating)!, place.get(second[item]!)!]
    counts[i * size + j]! += 1
    byFirst[i]! += 1
    bySecond[j]! += 1
  })
  const disagreement = counts.map((count, cell) => (isDiagonal(cell, size) ? 0 : count))
  const expected = counts.map((_, cell) => {
    const [i, j] = [Math.floor(cell / size), cell % size]
    return isDiagonal(cell, size) ? 0 : (bySecond[i]! * byFirst[j]!) / first.length
  })
  return 1 - numpySum(disagreement) / numpySum(expected)
}

function isDiagonal(cell: number, size: number): boolean {
  return cell % (size + 1) === 0
}
