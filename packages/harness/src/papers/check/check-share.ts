import type { ReportedCell } from '@retable/core'
import { decimalsOf, grim } from '@retable/stats/printed'
import type { RelationCheck } from './check-relation.ts'

/** A percentage held against its n. */
export interface ShareCheck extends RelationCheck {
  /** Whether the items are few enough for the printed decimals that it could have failed. */
  readonly decisive: boolean
}

/**
 * Holds a percentage against its n: whether a count gives it, in the printed decimals.
 *
 * @param steps - parts of an item that may count: 1 for right or wrong, 2 where a tie counts half
 */
export function checkShare({ value, n }: ReportedCell, steps: number): ShareCheck {
  const items = Number(n)
  const printed = value.replace(/^\+/, '').replace(/^\./, '0.')
  const { consistent, cutOff, decisive } = grim(printed, { items, scale: 100, steps, most: 1 })
  if (consistent) return { holds: true, decisive, statement: `a count out of ${n} gives ${value} %` }
  const below = Math.floor((Number(value) / 100) * items * steps) / steps
  const share = (count: number) => `${count} give ${((100 * count) / items).toFixed(decimalsOf(value) + 2)}`
  const hint = cutOff ? ` (${value} if digits are cut off instead of rounded)` : ''
  const statement = `no count out of ${n} gives ${value} %: ${share(below)}, ${share(below + 1 / steps)}${hint}`
  return { holds: false, decisive, statement }
}
