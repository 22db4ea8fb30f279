import { isReal } from '../numbers/complex.ts'
import { nearly } from '../expressions/evaluate.ts'
import { expressionOf } from '../expressions/expression.ts'
import { meaningOf, usual } from '../expressions/reading.ts'
import { agree, isNegative, negative, sum, type Real } from '../numbers/real.ts'
import { commandParts, enclosed, listParts } from '../lists/split.ts'

/** One end of an interval: as LaTeX, as a number, and whether it belongs to the interval. */
interface End {
  readonly latex: string
  readonly value: Real | 'low' | 'high'
  readonly isIn: boolean
}

type Interval = readonly [low: End, high: End]

/** Most parts of a union that are joined. */
const most = 24

/**
 * A union of intervals and single numbers in its shortest form, from left to right: `[0,1]\cup[1,2]` is `[0,2]`, and the
 * real numbers without 1 are two intervals. Null for what is no union, or has an end that is no number.
 */
export function shortestUnion(text: string): readonly string[] | null {
  const gaps = /^(?:\\mathbb\{R\}|\(-\\infty ?, ?\+?\\infty ?\)) ?(?:\\setminus|-) ?\\\{([^{}]*)\\\}$/.exec(
    text,
  )
  const parts = gaps === null ? commandParts(text, String.raw`\cup`) : null
  if (parts !== null && (parts.length < 2 || parts.length > most)) return null
  const intervals = parts === null ? allBut(listParts(gaps![1]!)) : parts.map(intervalsIn)
  if (intervals.includes(null)) return null
  return joined((intervals as (readonly Interval[])[]).flat())?.map(written) ?? null
}

function intervalsIn(part: string): readonly Interval[] | null {
  const brackets = enclosed(part)
  if (brackets === null) return null
  const { open, inner, close } = brackets
  const ends = listParts(inner)
  if (open === '{') {
    const points = ends.map((point) => endAt(point, true))
    return points.includes(null) ? null : points.map((point): Interval => [point!, point!])
  }
  const [low, high] = [endAt(ends[0] ?? '', open === '['), endAt(ends[1] ?? '', close === ']')]
  if (ends.length !== 2 || low === null || high === null) return null
  return compare(low.value, high.value) === -1 ? [[low, high]] : null
}

const [lowest, highest]: Interval = [
  { latex: String.raw`-\infty`, value: 'low', isIn: false },
  { latex: String.raw`\infty`, value: 'high', isIn: false },
]

function allBut(points: readonly string[]): (readonly Interval[] | null)[] {
  const ends = points.map((point) => endAt(point, false))
  if (ends.length > most || ends.some((end) => typeof end?.value !== 'object')) return [null]
  const sorted = ends.map((end) => end!).toSorted((a, b) => compare(a.value, b.value) ?? 0)
  const bounds = [lowest, ...sorted, highest]
  return [bounds.slice(1).map((high, i): Interval => [bounds[i]!, high])]
}

function endAt(latex: string, isIn: boolean): End | null {
  const infinite = /^([+-]?) ?\\infty$/.exec(latex.trim())
  if (infinite !== null) return infinite[1] === '-' ? lowest : highest
  const expression = expressionOf(latex)
  const meaning = expression === null ? null : meaningOf(expression, usual)
  const value = meaning === null ? null : nearly(meaning, new Map(), usual)
  return value === null || !isReal(value) ? null : { latex, value: value[0], isIn }
}

/** Which is the smaller one: -1 the first, 1 the second, 0 neither; null where that cannot be told. */
function compare(a: End['value'], b: End['value']): number | null {
  if (a === b) return 0
  if (a === 'low' || b === 'high') return -1
  if (a === 'high' || b === 'low') return 1
  const areSame = agree(a, b)
  if (areSame !== false) return areSame === true ? 0 : null
  const difference = sum(a, negative(b))
  return difference === null ? null : isNegative(difference) ? -1 : 1
}

function joined(intervals: readonly Interval[]): readonly Interval[] | null {
  for (const [a] of intervals)
    for (const [b] of intervals) if (compare(a.value, b.value) === null) return null
  const result: Interval[] = []
  for (const next of intervals.toSorted(
    ([a], [b]) => compare(a.value, b.value)! || Number(b.isIn) - Number(a.isIn),
  )) {
    const last = result.at(-1)
    const order = last === undefined ? -1 : compare(last[1].value, next[0].value)
    if (order === null) return null
    if (last === undefined || order < 0 || (order === 0 && !last[1].isIn && !next[0].isIn)) result.push(next)
    else result[result.length - 1] = [last[0], furthest(last[1], next[1])]
  }
  return result
}

function furthest(a: End, b: End): End {
  const order = compare(a.value, b.value)
  if (order === 0) return a.isIn ? a : b
  return order === 1 ? a : b
}

function written([low, high]: Interval): string {
  if (low.value === high.value) return String.raw`\{${low.latex}\}`
  return `${low.isIn ? '[' : '('}${low.latex},${high.latex}${high.isIn ? ']' : ')'}`
}
