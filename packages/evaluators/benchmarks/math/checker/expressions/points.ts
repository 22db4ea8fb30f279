import type { Point } from '../numbers/exact.ts'
import { rational, type Rational } from '../numbers/rational.ts'
import type { Reading } from './reading.ts'

/** Points at which two expressions are compared. */
export const pointCount = 16

/**
 * Sixteen points; fixed, so that a verdict is the same each time. Every letter has its own signs and sizes, of four
 * scales, so that |x - 3| is not 3 - x, |xy| not xy, and what holds only near 0 does not hold.
 */
export function pointsOf(unknowns: readonly string[], kind: Reading['unknowns']): readonly Point[] {
  if (unknowns.length === 0) return [new Map()]
  return Array.from({ length: pointCount }, (_, row) => {
    return new Map(
      unknowns.map((name, i) => {
        const im = kind === 'real' ? nothing : coordinate(row, i + unknowns.length + 1)
        return [name, { re: coordinate(row, i), im }]
      }),
    )
  })
}

const nothing: Rational = { top: 0n, bottom: 1n }

/** Sizes about which coordinates lie, in thousandths. */
const scales: readonly number[] = [300, 7000, 60_000, 5_000_000]

/**
 * The sign is the parity of some of the row's four bits, other bits for each letter, so that two letters meet with
 * every pair of signs; the scale goes round, at another pace for each letter; the number itself is mixed.
 */
export function coordinate(row: number, i: number): Rational {
  const bits = row & ((i + 4) % 16 || 3)
  const isNegative = [1, 2, 4, 8].filter((bit) => (bits & bit) > 0).length % 2 === 1
  const scale = scales[(row + i * (row >> 2) + i) % 4]!
  const size = Math.floor((scale * (700 + (mixed(row * 1009 + i * 7919 + 11) % 600))) / 1000)
  return rational(BigInt(isNegative ? -size : size), 1009n)!
}

/** Spreads whole numbers over 0 ... 2^31 - 1: two rounds of a multiplicative hash. */
function mixed(n: number): number {
  let hash = Math.imul(n + 0x9e37, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
  return (hash ^ (hash >>> 13)) >>> 1
}
