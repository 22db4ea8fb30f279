import { runsIn } from './runs.ts'

/** Formulas' delimiters. */
const fences: readonly (readonly [open: string, close: string])[] = [
  ['$$', '$$'],
  ['\\[', '\\]'],
  ['\\(', '\\)'],
  ['$', '$'],
]

/** A number, with a minus and an escaped dollar sign before it in any order. */
const number = /(?:[-−] ?(?:\\?\$ ?)?|\\\$ ?)?[-−]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\/\d+)?|\.\d+)/g

/** What may stand between formulas that are one list: "$2$ or $3$" too is all of them, and not the one or the other. */
const joints: ReadonlySet<string> = new Set([',', 'and', ',and', 'or', ',or'])

/** The first formula in delimiters or the first number in a line, with formulas that commas, "and" or "or" join to it. */
export function firstValue(line: string): string | null {
  const masked = withoutPrices(line)
  let first: { readonly start: number; readonly end: number; readonly value: string } | null = null
  for (const [open, close] of fences) {
    const start = masked.indexOf(open)
    const end = start < 0 ? -1 : masked.indexOf(close, start + open.length)
    const value = end < 0 ? '' : line.slice(start + open.length, end).trim()
    if (value !== '' && start < (first?.start ?? Infinity)) first = { start, end: end + close.length, value }
  }
  for (const match of line.matchAll(number)) {
    if (match.index >= (first?.start ?? Infinity)) break
    if (isValue(line, match.index)) return match[0]
  }
  if (first === null) return null
  const values = [first.value]
  const parts = withPrices(masked.slice(first.end).split('$'))
  for (let i = 0; i + 2 < parts.length && joints.has(parts[i]!.replace(/\s+/g, '')); i += 2)
    values.push(parts[i + 1]!)
  return values.join(', ')
}

/**
 * The last formula in delimiters, the last number, or the last formula without delimiters that has a command, whichever
 * ends last; several at the very end may be a list.
 */
export function lastValue(text: string): string | null {
  const tail = text.slice(-4000)
  const several = closingList(text.slice(-300)) ?? plainList(text.slice(-300))
  if (several !== null) return several
  let best: { readonly end: number; readonly value: string } | null = null
  const masked = withoutPrices(tail)
  for (const [open, close] of fences) {
    const end = masked.lastIndexOf(close)
    const start = end <= 0 ? -1 : masked.lastIndexOf(open, end - 1)
    if (start < 0 || start + open.length > end) continue
    const value = tail.slice(start + open.length, end).trim()
    if (value !== '' && value.length <= 600 && end > (best?.end ?? -1))
      best = { end: end + close.length, value }
  }
  const from = best?.end ?? 0
  for (const match of tail.slice(from).matchAll(number)) {
    const at = from + match.index
    if (isValue(tail, at) && !isDenied(tail, at)) best = { end: at + match[0].length, value: match[0] }
  }
  return lastBare(tail, Math.max(from, tail.length - 500), best?.end ?? 0) ?? best?.value ?? null
}

const commands =
  /\\(?:[dt]?frac|sqrt|pi|cdot|times|infty|[dt]?binom|theta|alpha|beta|lambda|phi|sin|cos|tan|ln|log|pm|emptyset|varnothing|overline|le|leq|ge|geq|neq|cup|in|mathbb)(?![a-zA-Z])|[\w)}]\^|[√π½¼¾⅐-⅞²³]/u

/** "12 m^2" is a number with its unit, and no formula; so is a power that is left of a unit of more letters. */
const unitPower = /^(?:[-\d.,]{1,30} ?[a-z])?(?:\^ ?\{?\d\}?|[²³])$/u

/** The last matrix or formula without delimiters behind `from` that ends behind `after`. */
function lastBare(text: string, from: number, after: number): string | null {
  const end = text.lastIndexOf(String.raw`\end{`)
  const begin = end < from ? -1 : text.lastIndexOf(String.raw`\begin{`, end)
  if (begin >= from && /^\\begin\{(?:[pbB]?matrix|array|smallmatrix)/.test(text.slice(begin, begin + 20))) {
    const close = text.indexOf('}', end)
    const isLast = close >= 0 && close > after - 3 && !/[\d$]/.test(text.slice(close))
    if (isLast) return text.slice(begin, close + 1)
  }
  const run = runsIn(text.slice(from)).findLast(
    (found) => commands.test(found.text) && !unitPower.test(found.text),
  )
  return run === undefined || from + run.end < after || isDenied(text, from + run.start) ? null : run.text
}

/** Without escaped dollar signs, which are prices and delimit nothing; as long as the text itself. */
function withoutPrices(text: string): string {
  return text.includes('\\$') ? text.replaceAll('\\$', price) : text
}

const price = '\u0002\u0003'

function withPrices(parts: readonly string[]): readonly string[] {
  return parts.map((part) => part.replaceAll(price, '\\$'))
}

/** A unit's power ("m^2") and an index are no values. */
function isValue(text: string, at: number): boolean {
  return !/[\^_{\w]/.test(text[at - 1] ?? '')
}

/** "It is 6, not 5" says nothing of 5 but that it is wrong. */
function isDenied(text: string, at: number): boolean {
  return /\b(?:not|n't|never)\s+(?:\$|\\\()?$/i.test(text.slice(Math.max(0, at - 12), at))
}

/** "The roots are 2, 3 and -5." or "x = 2 and x = 3" at the very end, without delimiters. Null if there are no two. */
function plainList(end: string): string | null {
  const found =
    /[a-z]s\s+are(?:\s+therefore|\s+thus|:)?\s+((?:(?:[a-z](?:_\d)? ?= ?)?-?[\d./]{1,20}(?:,? and |,? or |, ?)){1,12}(?:[a-z](?:_\d)? ?= ?)?-?[\d./]{1,20}?)[.\s]*$/.exec(
      end,
    )
  return found === null ? null : found[1]!.replace(/,? (?:and|or) /g, ', ')
}

/** Formulas in dollars at the very end that commas, "and" or "or" join: "$2$, $3$ and $5$." Null if there are no two. */
function closingList(end: string): string | null {
  // Every second part stands between dollars, counted from the end, where nothing but dots may follow the last one.
  const parts = withPrices(withoutPrices(end).split('$'))
  if (/[^\s.]/.test(parts.at(-1)!)) return null
  const values: string[] = []
  for (let i = parts.length - 2; i > 0 && parts[i] !== ''; i -= 2) {
    values.unshift(parts[i]!)
    if (!joints.has(parts[i - 1]!.replace(/\s+/g, ''))) break
  }
  return values.length > 1 ? values.join(', ') : null
}
