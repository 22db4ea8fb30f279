import type { OutputRow } from '@retable/core'
import { isObject, type JsonObject } from './json.ts'
import { valueAt } from './plain/value-at.ts'

/** Texts that a row holds, with an empty one in each place where the model never gave one. */
export type GivenOutputs = Pick<OutputRow, 'outputs' | 'failed'>

/**
 * The outputs of a row whose request failed: null in the place of a text, or no text and an error beside it. Undefined of
 * any other row: an error beside a text is a field like others.
 *
 * @param name - what the field is called, for the reason
 */
export function failedOutputs(row: JsonObject, name: string, value: unknown): GivenOutputs | undefined {
  if (typeof value === 'string' && value !== '') return undefined
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  const error = errorOf(row)
  const isLacking = (text: unknown) =>
    text === null || (error !== undefined && (text === undefined || text === ''))
  const indexes = [...texts.keys()].filter((index) => isLacking(texts[index]))
  // A list that is empty, beside an error.
  if (texts.length === 0 && error !== undefined)
    return { outputs: [''], failed: { indexes: [0], reason: ended(error) } }
  if (indexes.length === 0 || texts.some((text) => !isLacking(text) && typeof text !== 'string'))
    return undefined
  const lack = Array.isArray(value) ? 'holds null' : 'is null'
  const reason = error === undefined ? `"${name}" ${lack}: the model gave no output` : ended(error)
  return { outputs: texts.map((text) => (typeof text === 'string' ? text : '')), failed: { indexes, reason } }
}

/**
 * The one output of a row that has nothing at a path, because the request ended in an error: an object on the way says so
 * (`error`), or has a status that does (`status_code` of 400 or more). Undefined where none does.
 */
export function failedAlong(row: JsonObject, path: string): GivenOutputs | undefined {
  const names = path.split('.')
  for (let depth = names.length - 1; depth >= 0; depth -= 1) {
    const holder = depth === 0 ? row : valueAt(row, names.slice(0, depth).join('.'))
    if (!isObject(holder)) continue
    const error = errorOf(holder) ?? (isObject(holder['body']) ? errorOf(holder['body']) : undefined)
    const status = ['status_code', 'status'].map((name) => holder[name]).find(isFailure)
    if (error === undefined && status === undefined) continue
    const reason = ended(error || (status === undefined ? '' : `status ${status}`))
    return { outputs: [''], failed: { indexes: [0], reason } }
  }
  return undefined
}

/** Whether a status is one of HTTP that says that there is no answer. */
function isFailure(status: unknown): status is number {
  return typeof status === 'number' && status >= 400 && status < 600
}

function ended(error: string): string {
  return `ended in an error${error === '' ? '' : `: ${error.slice(0, 200)}`}`
}

/** What the field `error` says; undefined where there is none, or none happened. */
function errorOf(row: JsonObject): string | undefined {
  const error = Object.hasOwn(row, 'error') ? row['error'] : undefined
  if (error === undefined || error === null || error === false || error === '') return undefined
  if (typeof error === 'string') return error
  const message = isObject(error) ? error['message'] : undefined
  return typeof message === 'string' ? message : ''
}

/** Names under which rows say which model they are of. */
const modelNames = ['model', 'model_name', 'model_id', 'generator']

/** The model that a row names. */
export function modelOf(row: JsonObject): string | undefined {
  for (const name of modelNames) {
    const value = row[name]
    if (typeof value === 'string' && value.trim() !== '') return value
  }
  return undefined
}
