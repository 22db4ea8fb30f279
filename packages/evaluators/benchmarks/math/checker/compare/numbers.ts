import { isReal } from '../numbers/complex.ts'
import { nearly } from '../expressions/evaluate.ts'
import { expressionOf } from '../expressions/expression.ts'
import { rationalOf } from '../numbers/rational.ts'
import { fromRational } from '../numbers/elementary.ts'
import { meaningOf, usual } from '../expressions/reading.ts'
import {
  isNegative,
  isNothing,
  magnitude,
  negative,
  product,
  sum,
  whole,
  type Real,
} from '../numbers/real.ts'

/** Value of an expression without unknowns; null where it has none, or no real one. */
export function realValue(latex: string): Real | null {
  const expression = expressionOf(latex)
  const meaning = expression === null ? null : meaningOf(expression, usual)
  const value = meaning === null ? null : nearly(meaning, new Map(), usual)
  return value !== null && isReal(value) ? value[0] : null
}

/** -1, 0 or 1 as the first number is less than, equal to or more than the second; null where that is not known. */
export function orderOf(a: string, b: string): -1 | 0 | 1 | null {
  const [x, y] = [realValue(a), realValue(b)]
  const difference = x === null || y === null ? null : sum(x, negative(y))
  if (difference === null) return null
  if (isNothing(difference)) return 0
  return isNegative(difference) ? -1 : 1
}

/**
 * Whether a decimal of three significant digits or more rounds, or cuts off, the value of an expression that is no
 * decimal itself: 28.27 for 9\pi.
 */
export function isRoundedFrom(decimal: string, exact: string): boolean {
  const [, whole_ = '', places = ''] = /^-?(\d{0,20})\.(\d{1,20})$/.exec(decimal.trim()) ?? []
  if (`${whole_}${places}`.replace(/^0+/, '').length < 3 || exact.includes('.')) return false
  const [rounded, value] = [rationalOf(decimal.trim()), realValue(exact)]
  const number = rounded === null ? null : fromRational(rounded.top, rounded.bottom)
  const distance = number === null || value === null ? null : sum(number, negative(value))
  const steps = distance === null ? null : product(distance, whole(10n ** BigInt(places.length)))
  const rest = steps === null ? null : sum(isNegative(steps) ? negative(steps) : steps, whole(-1n))
  return rest !== null && isNegative(rest)
}

/** Whether two values differ by 2 percent at most. */
export function isNear(a: string, b: string): boolean {
  const [x, y] = [realValue(a), realValue(b)]
  const difference = x === null || y === null ? null : sum(x, negative(y))
  if (difference === null) return false
  const fifty = product(difference, whole(50n))
  return fifty !== null && magnitude(fifty) <= magnitude(x!)
}
