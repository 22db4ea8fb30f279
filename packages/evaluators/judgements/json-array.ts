import { arrayElements, endOfString, type BrokenRow } from '@retable/core'
import { judgementError } from './json-rows.ts'

/**
 * The elements of a JSON array; Python's NaN is read as null.
 *
 * @throws RetableError `evaluators/no-judgements` if the text is none
 */
export function jsonArray(text: string, name: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = parseWithNaN(text, name)
  }
  if (Array.isArray(value)) return value
  throw judgementError(`${name} is not a JSON array, as files of alpaca_eval are; name such a file`)
}

function parseWithNaN(text: string, name: string): unknown {
  try {
    return JSON.parse(nullForNaN(text))
  } catch (error) {
    const { message } = error as Error
    const isArray = text.trimStart().startsWith('[')
    const what = isArray
      ? `begins as a JSON array and is broken or cut off (${message}); copy it again`
      : 'is no JSON array (a table, or an object a line?); name an annotations.json of alpaca_eval, which is one array'
    throw judgementError(`${name} ${what}`)
  }
}

/** Elements that cannot be used, each with the line on which it begins. */
export function brokenElements(
  text: string,
  faults: readonly { readonly row: number; readonly reason: string }[],
): BrokenRow[] {
  const { elements } = faults.length > 0 ? arrayElements(text) : { elements: [] }
  return faults.map(({ row, reason }) => ({ kind: 'broken', line: elements[row]?.line ?? 0, reason }))
}

/** The text with null for each NaN that stands outside strings; strings are skipped whole, so that it takes one pass. */
export function nullForNaN(text: string): string {
  const parts: string[] = []
  let kept = 0
  let nan = text.indexOf('NaN')
  let quote = text.indexOf('"')
  while (nan >= 0) {
    if (quote >= 0 && quote < nan) {
      const end = endOfString(text, quote)
      if (nan < end) nan = text.indexOf('NaN', end)
      quote = text.indexOf('"', end + 1)
      continue
    }
    parts.push(text.slice(kept, nan), 'null')
    kept = nan + 'NaN'.length
    nan = text.indexOf('NaN', kept)
  }
  return parts.join('') + text.slice(kept)
}

/** The element's fields; none if it is no object. */
export function asFields(element: unknown): Readonly<Record<string, unknown>> {
  return typeof element === 'object' && element !== null ? (element as Record<string, unknown>) : {}
}
