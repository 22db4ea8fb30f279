import { arrayElements, parsePythonJson, type BrokenRow, type Judgements } from '@retable/core'
import { asRead } from './as-read.ts'
import { judgementError } from './json-rows.ts'

type Fields = Readonly<Record<string, unknown>>

/** The elements of one JSON array, or rows in memory. */
export interface JsonElements {
  readonly elements: readonly Fields[]
  /** Elements that cannot be used, each with the line on which it begins; in memory its place. */
  readonly broken: (faults: readonly { readonly row: number; readonly reason: string }[]) => BrokenRow[]
}

/**
 * The elements of a JSON array as Python writes it, or the rows in memory.
 *
 * @throws RetableError `evaluators/no-judgements` if a file is no such array
 */
export function jsonArray(judgements: Judgements): JsonElements {
  const { name } = judgements
  if ('rows' in judgements) {
    return {
      elements: judgements.rows.map((row) => asFields(asRead(row))),
      broken: (faults) => faults.map(({ row, reason }) => ({ kind: 'broken', line: row + 1, reason })),
    }
  }
  const text = new TextDecoder().decode(judgements.bytes)
  const value = parsed(text, name)
  if (!Array.isArray(value))
    throw judgementError(`${name} is not a JSON array, as files of alpaca_eval are; name such a file`)
  return {
    elements: value.map(asFields),
    broken(faults) {
      const { elements } = faults.length > 0 ? arrayElements(text) : { elements: [] }
      return faults.map(({ row, reason }) => ({ kind: 'broken', line: elements[row]?.line ?? 0, reason }))
    },
  }
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

/** The element's fields; none if it is no object. */
export function asFields(element: unknown): Fields {
  return typeof element === 'object' && element !== null ? (element as Fields) : {}
}
