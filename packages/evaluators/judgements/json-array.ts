import { arrayElements, parsePythonJson, type BrokenRow } from '@retable/core'
import { judgementError } from './json-rows.ts'

/**
 * The elements of a JSON array as Python writes it.
 *
 * @throws RetableError `evaluators/no-judgements` if the text is none
 */
export function jsonArray(text: string, name: string): readonly unknown[] {
  const value = parsed(text, name)
  if (Array.isArray(value)) return value
  throw judgementError(`${name} is not a JSON array, as files of alpaca_eval are; name such a file`)
}

function parsed(text: string, name: string): unknown {
  try {
    return parsePythonJson(text)
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

/** The element's fields; none if it is no object. */
export function asFields(element: unknown): Readonly<Record<string, unknown>> {
  return typeof element === 'object' && element !== null ? (element as Record<string, unknown>) : {}
}
