/** JSON that gives every number back: -0 as such, and NaN and infinities as `{"number": "NaN"}`. */
export function losslessJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each !== 'number') return each
    if (Object.is(each, -0)) return raw('-0')
    return Number.isFinite(each) ? each : { number: String(each) }
  })
}

/** The value behind a {@link losslessJson}. */
export function fromLosslessJson(text: string): unknown {
  // Most have no such number, and are read several times as fast without looking for one.
  if (!text.includes('"number"')) return JSON.parse(text)
  return JSON.parse(text, (_, each: unknown) => {
    if (typeof each !== 'object' || each === null) return each
    const { number } = each as { readonly number?: unknown }
    const isNumber = typeof number === 'string' && ['NaN', 'Infinity', '-Infinity'].includes(number)
    return isNumber && Object.keys(each).length === 1 ? Number(number) : each
  })
}

/** What stands in the text as it is; the type definitions do not know it yet. */
const { rawJSON: raw } = JSON as typeof JSON & { readonly rawJSON: (text: string) => unknown }
