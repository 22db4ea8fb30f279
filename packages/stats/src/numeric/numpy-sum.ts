/**
 * The sum as NumPy takes it (and with it pandas): in halves down to 128 values, and those in eight interleaved sums. It
 * differs from a plain sum in the last bits, which figures printed with all digits show.
 */
export function numpySum(values: ArrayLike<number>, from = 0, n = values.length): number {
  if (n < 8) {
    let sum = 0
    for (let i = 0; i < n; i += 1) sum += values[from + i]!
    return sum
  }
  if (n > 128) {
    const half = Math.floor(n / 16) * 8
    return numpySum(values, from, half) + numpySum(values, from + half, n - half)
  }
  const lanes = [0, 0, 0, 0, 0, 0, 0, 0] as [number, number, number, number, number, number, number, number]
  const whole = n - (n % 8)
  for (let i = 0; i < whole; i += 1) lanes[i % 8]! += values[from + i]!
  const [a, b, c, d, e, f, g, h] = lanes
  let sum = a + b + (c + d) + (e + f + (g + h))
  for (let i = whole; i < n; i += 1) sum += values[from + i]!
  return sum
}
