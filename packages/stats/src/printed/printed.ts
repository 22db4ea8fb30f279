/** Number of digits after the point in a number as printed. */
export function decimalsOf(printed: string): number {
  const text = printed.trim()
  const point = text.indexOf('.')
  return point < 0 ? 0 : text.length - point - 1
}

/**
 * Whether a value, rounded to the decimals of a printed number, is that number. Where the value lies between two
 * printable numbers (0.125, or 0.35 with one decimal), both are accepted: half-up and half-even programs print
 * different ones.
 *
 * @param value - in the printed number's unit
 * @param printed - for instance `96.66`
 */
export function agreesAsPrinted(value: number, printed: string): boolean {
  return roundings(value, decimalsOf(printed)).includes(printed.trim())
}

/** The value as the printed number would show it: the rounding that agrees, or else half away from zero. */
export function printedLike(value: number, printed: string): string {
  const candidates = roundings(value, decimalsOf(printed))
  return candidates.find((text) => text === printed.trim()) ?? candidates[0] ?? String(value)
}

/**
 * Binary arithmetic hardly ever hits a decimal half: 7 of 2,000 are 0.35 %, and the double lies below it. What is this
 * near, in units of the last digit, is a tie.
 */
const nearHalf = 1e-9

/** One rounding, or for a tie two: away from zero, then towards it. */
function roundings(value: number, decimals: number): string[] {
  const scale = 10 ** decimals
  const units = Math.abs(value) * scale
  const below = Math.floor(units)
  const slack = Math.max(nearHalf, units * 2 * Number.EPSILON)
  // With fifteen digits and more a double has no half of the last one any more.
  const isTie = slack < 0.25 && Math.abs(units - below - 0.5) <= slack
  if (!isTie) return [value.toFixed(decimals)]
  const sign = value < 0 ? '-' : ''
  return [below + 1, below].map((unit) => `${sign}${(unit / scale).toFixed(decimals)}`)
}
