/** The number that a text is, as reward models' scores are printed; null where it is anything else, or not finite. */
export function numberIn(text: string): number | null {
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text.trim())) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** The same of a value that may be a number already. */
export function finiteIn(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' ? numberIn(value) : null
}

/**
 * A score as a program in Python compares it: {@link finiteIn}, the infinities, and NaN, with which no comparison is true.
 * null is NaN as JSON holds it.
 */
export function scoreIn(value: unknown): number | null {
  if (value === null) return Number.NaN
  return typeof value === 'number' ? value : finiteIn(value)
}
