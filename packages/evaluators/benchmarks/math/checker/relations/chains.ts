import { isNear, isRoundedFrom } from '../compare/numbers.ts'
import { isName } from '../words/names.ts'
import { isAskedName, isAskedSide, isPlainValue } from './asked.ts'

/** The sign of what is only approximate. */
export const about = String.raw`\approx`

/** Whether a side names what the other side is the value of. */
export function isNamed(side: string): boolean {
  return isName(side) || isAskedName(side)
}

/**
 * The side that is the value in a chain of "=" and "\approx": the last one, but none that only approximates what stands
 * before it. Null for one "=" between two expressions, which is an equation.
 */
export function valueIn(sides: readonly string[], signs: readonly string[]): string | null {
  const [first = '', second = ''] = sides
  const at = signs.indexOf(about)
  if (at > 0) return sides[at]!
  if (at === 0) return ofApproximation(first, second)
  const [before, last] = [sides.at(-2)!, sides.at(-1)!]
  if (isRoundedFrom(last, before)) return before
  if (isNamed(first) || sides.length > 2) return last
  return isRoundedFrom(first, second) ? second : null
}

/** Of "9\pi \approx 28.27" the first side, as of "28.27 \approx 9\pi" the exact one; of "x \approx 1.5" and "\approx 1.5" the second; of "m+n \approx 1.5" none. */
function ofApproximation(first: string, second: string): string | null {
  if (first === '') return second
  // The numbers e and \pi have letters for names.
  if (isPlainValue(first) && isName(first)) return isNear(first, second) ? first : second
  if (isNamed(first) || isRoundedFrom(first, second)) return second
  return !isPlainValue(first) && isAskedSide(first) && isPlainValue(second) ? null : first
}

/** The side that is the value of the other in an equation, where a problem may ask for that; else null. */
export function statedBy(left: string, right: string): string | null {
  if (isAskedSide(left) && isPlainValue(right)) return right
  return isAskedSide(right) && isPlainValue(left) ? left : null
}
