import type { Answer } from '../answer.ts'
import { orderOf } from '../compare/numbers.ts'

/** Where one unknown lies, by one condition; an end that is not there is null. */
interface Range {
  readonly name: string
  readonly low: string | null
  readonly high: string | null
  readonly hasLow: boolean
  readonly hasHigh: boolean
}

/**
 * What two conditions or more on one unknown leave of it together, as LaTeX: `x \geq -10` and `x \leq 4` are
 * `x \in [-10, 4]`. Null for other answers, for several unknowns, and where ends cannot be put into order.
 */
export function commonRange(conditions: readonly (Answer | null)[]): string | null {
  const ranges = conditions.map(rangeIn)
  const [first] = ranges
  if (first === null || first === undefined) return null
  let common = first
  for (const range of ranges.slice(1)) {
    if (range === null || range.name !== first.name) return null
    const next = intersection(common, range)
    if (next === null) return null
    common = next
  }
  return written(common)
}

function rangeIn(answer: Answer | null): Range | null {
  if (answer?.kind !== 'named' || answer.value.kind !== 'tuple') return null
  if (!/^\\?[a-zA-Z]+(?:_\w)?$/.test(answer.name)) return null
  const { open, close, parts } = answer.value
  const [low, high] = parts
  if (parts.length !== 2 || low?.kind !== 'scalar' || high?.kind !== 'scalar') return null
  if (!'(['.includes(open) || !')]'.includes(close)) return null
  return {
    name: answer.name,
    low: /^- ?\\infty$/.test(low.latex) ? null : low.latex,
    high: /^\+? ?\\infty$/.test(high.latex) ? null : high.latex,
    hasLow: open === '[',
    hasHigh: close === ']',
  }
}

function intersection(a: Range, b: Range): Range | null {
  const low = tighter([a.low, a.hasLow], [b.low, b.hasLow], 1)
  const high = tighter([a.high, a.hasHigh], [b.high, b.hasHigh], -1)
  if (low === null || high === null) return null
  return { name: a.name, low: low[0], hasLow: low[1], high: high[0], hasHigh: high[1] }
}

type End = readonly [at: string | null, isIn: boolean]

/** Of two ends the one that leaves less; of equal ones that which leaves itself out. */
function tighter(a: End, b: End, side: 1 | -1): End | null {
  if (a[0] === null) return b
  if (b[0] === null) return a
  const order = a[0] === b[0] ? 0 : orderOf(a[0], b[0])
  if (order === null) return null
  if (order === 0) return [a[0], a[1] && b[1]]
  return order === side ? a : b
}

function written({ name, low, high, hasLow, hasHigh }: Range): string {
  const order = low === null || high === null ? -1 : low === high ? 0 : orderOf(low, high)
  if (order === 1 || (order === 0 && !(hasLow && hasHigh))) return String.raw`\emptyset`
  if (order === 0) return `${name} = ${low!}`
  const [open, close] = [hasLow ? '[' : '(', hasHigh ? ']' : ')']
  return String.raw`${name} \in ${open}${low ?? String.raw`-\infty`}, ${high ?? String.raw`\infty`}${close}`
}
