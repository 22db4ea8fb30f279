import type { ReadRow } from '@retable/core'
import { isChat, questionIn } from '../chat.ts'
import { ReaderError } from '../errors.ts'
import { failedAlong, failedOutputs, modelOf, type GivenOutputs } from '../failed-outputs.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { Columns } from '../options.ts'
import { fieldNamed, outputFields, promptNames } from './field-names.ts'
import { notTexts, numberOf, outputsOf, rowOf, textsOf } from './row.ts'
import { valueAt } from './value-at.ts'

const byColumns = 'name them with --columns, as in id=task,output=answer.text'
const byBatchColumns =
  'it is the answer of an OpenAI batch: say --columns id=custom_id,output=response.body.choices.0.message.content'

/**
 * A row whose parts are found by their names, or where `columns` says.
 *
 * @param place - file and line, for a message
 * @throws ReaderError `readers/columns` where two fields could be the output: only the file's owner knows which is
 */
export function namedRow(row: JsonObject, line: number, columns: Columns, place: string): ReadRow {
  const broken = (reason: string): ReadRow => ({ kind: 'broken', line, reason })
  const fields = Object.keys(row)
  const called = (name: 'id' | 'question' | 'gold') => columns[name] ?? fieldNamed(fields, name) ?? name
  const names = { id: called('id'), question: called('question'), gold: called('gold') }
  const parts = {
    id: valueAt(row, names.id),
    question: valueAt(row, names.question),
    gold: valueAt(row, names.gold),
  }
  const lacking = (['id', 'question', 'gold'] as const).find(
    (part) => columns[part] !== undefined && parts[part] === undefined,
  )
  if (lacking !== undefined) return broken(hasNo(row, names[lacking]))
  const found = columns.output === undefined ? outputsIn(row, place) : outputsAt(row, columns.output)
  if ('reason' in found) return broken(found.reason)
  const isNamed = (parts.id ?? parts.question ?? undefined) !== undefined
  const question = isNamed ? parts.question : promptIn(row, fields)
  const advice = () => `; its fields: ${fieldsOf(row)}; ${byColumns}`
  return rowOf({ ...parts, ...found, question, model: modelOf(row) }, line, { ...names, advice })
}

type Found = GivenOutputs | { readonly reason: string }

function outputsAt(row: JsonObject, path: string): Found {
  const value = valueAt(row, path)
  if (value === undefined) return failedAlong(row, path) ?? { reason: hasNo(row, path) }
  return outputsOf(row, path, value) ?? numberOf(value) ?? { reason: notTexts(path, value) }
}

function outputsIn(row: JsonObject, place: string): Found {
  const named = outputFields(Object.keys(row)).filter((name) => row[name] !== undefined)
  const readable = named.flatMap((name) => {
    const outputs = textsOf(row[name])
    return outputs === undefined ? [] : [{ name, outputs }]
  })
  const [first, ...others] = readable
  if (first === undefined) {
    const [name] = named
    // Each may be null, or stand empty beside an error: then the request failed.
    const failed = failedOutputs(row, name ?? 'output', name === undefined ? undefined : row[name])
    if (failed !== undefined) return failed
    if (name === undefined) return { reason: `${hasNo(row, 'output')}; ${byColumns}` }
    // Beside another name a number may be anything, such as a count.
    const number = named.length === 1 ? numberOf(row[name]) : undefined
    if (number !== undefined) return number
    const advice = isBatchAnswer(row) ? byBatchColumns : byColumns
    return { reason: `${notTexts(name, row[name])}${isParted(row[name]) ? `; ${advice}` : ''}` }
  }
  const other = others.find(({ outputs }) => !isSame(outputs, first.outputs))
  if (other === undefined) return outputsOf(row, first.name, row[first.name])!
  throw new ReaderError(
    'readers/columns',
    `${place}: has both "${first.name}" and "${other.name}"; say which is the output, as in --columns output=${first.name}`,
  )
}

/** A line of the file that an OpenAI batch answers with. */
function isBatchAnswer(row: JsonObject): boolean {
  return Object.hasOwn(row, 'custom_id') && isObject(row['response']) && 'body' in row['response']
}

/** Whether the output may lie within a value that is no text. */
function isParted(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(Array.isArray(value) && value.length === 0)
}

function hasNo(row: JsonObject, name: string): string {
  return `has no "${name}"; its fields: ${fieldsOf(row)}`
}

function fieldsOf(row: JsonObject): string {
  return Object.keys(row).slice(0, 12).join(', ')
}

function promptIn(row: JsonObject, fields: readonly string[]): string | undefined {
  for (const name of promptNames) {
    const field = fieldNamed(fields, name)
    const value = field === undefined ? undefined : row[field]
    const text = isChat(value) ? questionIn(value) : value
    if (typeof text === 'string' && text.trim() !== '') return text
  }
  return undefined
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i])
}
