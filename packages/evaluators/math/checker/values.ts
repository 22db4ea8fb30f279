/** Formulas' delimiters. */
const fences: readonly (readonly [open: string, close: string])[] = [
  ['$$', '$$'],
  ['\\[', '\\]'],
  ['\\(', '\\)'],
  ['$', '$'],
]

const number = /-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\/\d+)?|-?\.\d+/g

/** What may stand between formulas that are one list: "$2$ or $3$" too is all of them, and not the one or the other. */
const joints: ReadonlySet<string> = new Set([',', 'and', ',and', 'or', ',or'])

/** The first formula in delimiters or the first number in a line, with formulas that commas, "and" or "or" join to it. */
export function firstValue(line: string): string | null {
  let first: { readonly start: number; readonly end: number; readonly value: string } | null = null
  for (const [open, close] of fences) {
    const start = line.indexOf(open)
    const end = start < 0 ? -1 : line.indexOf(close, start + open.length)
    const value = end < 0 ? '' : line.slice(start + open.length, end).trim()
    if (value !== '' && start < (first?.start ?? Infinity)) first = { start, end: end + close.length, value }
  }
  for (const match of line.matchAll(number)) {
    if (match.index >= (first?.start ?? Infinity)) break
    if (isValue(line, match.index)) return match[0]
  }
  if (first === null) return null
  const values = [first.value]
  const parts = line.slice(first.end).split('$')
  for (let i = 0; i + 2 < parts.length && joints.has(parts[i]!.replace(/\s+/g, '')); i += 2)
    values.push(parts[i + 1]!)
  return values.join(', ')
}

/** The last formula in delimiters or the last number, whichever ends last; formulas at the very end may be a list. */
export function lastValue(text: string): string | null {
  const tail = text.slice(-4000)
  const several = closingList(text.slice(-300))
  if (several !== null) return several
  let best: { readonly end: number; readonly value: string } | null = null
  for (const [open, close] of fences) {
    const end = tail.lastIndexOf(close)
    const start = end <= 0 ? -1 : tail.lastIndexOf(open, end - 1)
    if (start < 0 || start + open.length > end) continue
    const value = tail.slice(start + open.length, end).trim()
    if (value !== '' && value.length <= 600 && end > (best?.end ?? -1)) best = { end, value }
  }
  const from = best?.end ?? 0
  for (const match of tail.slice(from).matchAll(number)) {
    const at = from + match.index
    if (isValue(tail, at)) best = { end: at, value: match[0] }
  }
  return best?.value ?? null
}

/** A unit's power ("m^2") and an index are no values. */
function isValue(text: string, at: number): boolean {
  return !/[\^_{\w]/.test(text[at - 1] ?? '')
}

/** Formulas in dollars at the very end that commas, "and" or "or" join: "$2$, $3$ and $5$." Null if there are no two. */
function closingList(end: string): string | null {
  // Every second part stands between dollars, counted from the end, where nothing but dots may follow the last one.
  const parts = end.split('$')
  if (/[^\s.]/.test(parts.at(-1)!)) return null
  const values: string[] = []
  for (let i = parts.length - 2; i > 0 && parts[i] !== ''; i -= 2) {
    values.unshift(parts[i]!)
    if (!joints.has(parts[i - 1]!.replace(/\s+/g, ''))) break
  }
  return values.length > 1 ? values.join(', ') : null
}
