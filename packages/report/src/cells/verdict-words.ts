import type { DiffRow } from '@retable/core'
import { unitWord } from './unit-text.ts'

/** What the words of a verdict are made of; `unit` is the cell's. */
export interface WordedVerdict extends Pick<DiffRow, 'resolution' | 'coarse'> {
  readonly verdict: string
  readonly unit: string
}

/** A verdict as a table shows it: `reproduced (would have caught 5.7 points)`. */
export function verdictWords({ verdict, resolution, coarse, unit }: WordedVerdict): string {
  if (verdict !== 'reproduced' || resolution === null) return verdict
  const caught = Number.isFinite(resolution)
    ? `would have caught ${amount(resolution)}${unitWords(unit)}`
    : 'would have caught nothing'
  return `reproduced (${caught}${coarse ? ', coarse' : ''})`
}

/** A difference in a unit that is told in points is so many points. */
function unitWords(unit: string): string {
  if (['%', 'points', 'score', 'of 10', 'of 5'].includes(unit)) return ' points'
  const word = unitWord(unit)
  return word === '' ? '' : ` ${word}`
}

/** One decimal, or two significant digits of what is below 1; thousands without decimals. */
function amount(value: number): string {
  if (value >= 100) return value.toFixed(0)
  return value >= 1 ? value.toFixed(1) : String(Number(value.toPrecision(2)))
}
