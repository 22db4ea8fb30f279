import { measurementText } from '../measurements/measurement-text.ts'

/** A value in its unit, with two decimals. */
export function valueText(value: number, unit: string): string {
  return measured(value, unit).value
}

/** An interval without its unit; empty where there is none. */
export function intervalText(
  interval: { readonly low: number; readonly high: number } | null,
  unit: string,
): string {
  if (interval === null) return ''
  const scale = unit === 'fraction' ? 100 : 1
  return [interval.low, interval.high].map((end) => (scale * end).toFixed(2)).join(' – ')
}

/** A change with its sign: of shares in percentage points. */
export function changeText(change: number, unit: string): string {
  const text = ((unit === 'fraction' ? 100 : 1) * change).toFixed(2)
  // What is rounded to 0 has no sign.
  if (Number(text) === 0) return text.replace('-', '')
  return change > 0 ? `+${text}` : text
}

function measured(value: number, unit: string) {
  const rest = { name: '', n: 0, standardError: null, interval: null }
  return measurementText({ ...rest, value, unit: unit as Parameters<typeof measurementText>[0]['unit'] })
}
