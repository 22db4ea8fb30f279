import { textTable } from '@retable/report'
import type { Pair } from './in-turn.ts'

/** A line of the table: what was timed, beside what, and the numbers that both sides come to. */
export interface Line extends Pair {
  readonly what: string
  readonly beside: string
  readonly numbers: readonly number[]
  readonly peers: readonly (number | null)[]
}

export function printed(lines: readonly Line[]): string {
  const columns = [
    { title: 'what' },
    { title: 'retable ms', align: 'right' },
    { title: 'beside' },
    { title: 'ms', align: 'right' },
    { title: 'ratio', align: 'right' },
    { title: 'compared', align: 'right' },
    { title: 'largest difference', align: 'right' },
  ] as const
  return textTable(columns, lines.map(cells))
}

/** Numbers that neither side has are the same. */
function cells({ what, beside, ours, theirs, ratio, numbers, peers }: Line): string[] {
  if (numbers.length !== peers.length) throw new Error(`${what}: not as many numbers on both sides`)
  const differences = numbers.map((value, i) => {
    const peer = peers[i] ?? Number.NaN
    return Number.isNaN(value) && Number.isNaN(peer) ? 0 : Math.abs(value - peer)
  })
  const most = numbers.length === 0 ? '' : Math.max(...differences).toExponential(1)
  return [
    what,
    ours.toFixed(1),
    beside,
    theirs.toFixed(1),
    ratio.toFixed(1),
    String(numbers.length || ''),
    most,
  ]
}
