import type { ReportedCell } from '@retable/core'
import { decimalsOf, isPossibleShare } from '@retable/stats'
import type { Held } from './hold-relation.ts'

/**
 * Holds a percentage against its n: whether a count gives it, in the printed decimals.
 *
 * @param step - what one item may add
 */
export function holdShare({ value, n }: ReportedCell, step: number): Held {
  const items = Number(n)
  if (isPossibleShare(value, items, step)) {
    return { holds: true, statement: `a count out of ${n} gives ${value} %` }
  }
  const decimals = decimalsOf(value)
  const below = Math.floor(((Number(value) / 100) * items) / step) * step
  const share = (count: number) => `${count} give ${((100 * count) / items).toFixed(decimals + 2)}`
  // Some programs cut digits off where others round.
  const isCut = cutOff(below + step, items, decimals) === value
  const hint = isCut ? `, which is ${value} if digits are cut off instead of rounded` : ''
  const counts = `${share(below)}, ${share(below + step)}${hint}`
  return { holds: false, statement: `no count out of ${n} gives ${value} %: ${counts}` }
}

/** A share with its further digits cut off. */
function cutOff(count: number, n: number, decimals: number): string {
  const scale = 10 ** decimals
  return (Math.floor((100 * count * scale) / n + 1e-9) / scale).toFixed(decimals)
}
