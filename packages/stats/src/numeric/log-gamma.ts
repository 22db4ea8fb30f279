/** ln Γ(x) by Stirling's series, after moving x up to where it is accurate to double precision. */
export function logGamma(x: number): number {
  let shift = 0
  while (x < 12) {
    shift += Math.log(x)
    x += 1
  }
  const inverse = 1 / (x * x)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift
}
