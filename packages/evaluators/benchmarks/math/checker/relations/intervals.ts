import { isName } from '../words/names.ts'

/** Where a name lies: between two ends, each as LaTeX and with its bracket. */
export interface Range {
  readonly name: string
  readonly low: string
  readonly high: string
  readonly open: '(' | '['
  readonly close: ')' | ']'
}

/** The same relation read from its other side. */
export const turned: Readonly<Record<string, string>> = {
  '<': '>',
  '>': '<',
  '\\leq': '\\geq',
  '\\geq': '\\leq',
  '=': '=',
  '\\neq': '\\neq',
  '\\approx': '\\approx',
}

const orders: ReadonlySet<string> = new Set(['<', '>', '\\leq', '\\geq'])
const infinity = String.raw`\infty`

/** `a < x \leq b` and `x > a` as the range of x; null for other relations. */
export function rangeOf(sides: readonly string[], signs: readonly string[]): Range | null {
  if (!signs.every((sign) => orders.has(sign))) return null
  if (sides.length === 3 && isName(sides[1]!)) {
    const areBelow = signs.map(isBelow)
    if (areBelow[0] !== areBelow[1]) return null
    const [low, high] = areBelow[0] ? [sides[0]!, sides[2]!] : [sides[2]!, sides[0]!]
    const [lowSign, highSign] = areBelow[0] ? signs : signs.toReversed()
    return range(sides[1]!, low, high, isStrict(lowSign!), isStrict(highSign!))
  }
  if (sides.length !== 2) return null
  let [left, right, sign] = [sides[0]!, sides[1]!, signs[0]!]
  if (!isName(left.replace(/^-/, '')) && isName(right.replace(/^-/, ''))) {
    ;[left, right, sign] = [right, left, turned[sign]!]
  }
  if (left.startsWith('-')) [left, right, sign] = [left.slice(1), `-(${right})`, turned[sign]!]
  if (!isName(left)) return null
  return isBelow(sign)
    ? range(left, `-${infinity}`, right, true, isStrict(sign))
    : range(left, right, infinity, isStrict(sign), true)
}

function isBelow(sign: string): boolean {
  return sign === '<' || sign === String.raw`\leq`
}

function isStrict(sign: string): boolean {
  return sign === '<' || sign === '>'
}

function range(name: string, low: string, high: string, isOpenLow: boolean, isOpenHigh: boolean): Range {
  return { name, low, high, open: isOpenLow ? '(' : '[', close: isOpenHigh ? ')' : ']' }
}
