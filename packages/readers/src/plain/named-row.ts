import type { ReadRow } from '@retable/core'
import { isChat, questionIn } from '../chat.ts'
import { ReaderError } from '../errors.ts'
import { failedOutputs, modelOf, type GivenOutputs } from '../failed-outputs.ts'
import type { JsonObject } from '../json.ts'
import type { Columns } from '../options.ts'
import { notTexts, outputsOf, rowOf, textsOf } from './row.ts'
import { valueAt } from './value-at.ts'

/** Names that outputs have in files of others. */
const outputNames = [
  'output',
  'outputs',
  'completion',
  'completions',
  'response',
  'responses',
  'generation',
  'generations',
  'prediction',
  'predictions',
  'generated_text',
  'output_str',
  'model_output',
  'messages',
] as const

/** Names that the prompt has, where nothing else says which item a row is of. */
const promptNames = ['problem', 'prompt', 'instruction', 'input', 'query', 'messages'] as const

const byColumns = 'name them with --columns, as in id=task,output=answer.text'

/**
 * A row whose parts are found by their names, or where `columns` says.
 *
 * @param place - file and line, for a message
 * @throws ReaderError `readers/columns` where two fields could be the output: only the file's owner knows which is
 */
export function namedRow(row: JsonObject, line: number, columns: Columns, place: string): ReadRow {
  const broken = (reason: string): ReadRow => ({ kind: 'broken', line, reason })
  const names = {
    id: columns.id ?? 'id',
    question: columns.question ?? 'question',
    gold: columns.gold ?? 'gold',
  }
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
  const question = isNamed ? parts.question : promptIn(row)
  const advice = () => `; its fields: ${fieldsOf(row)}; ${byColumns}`
  return rowOf({ ...parts, ...found, question, model: modelOf(row) }, line, { ...names, advice })
}

type Found = GivenOutputs | { readonly reason: string }

function outputsAt(row: JsonObject, path: string): Found {
  const value = valueAt(row, path)
  if (value === undefined) return { reason: hasNo(row, path) }
  return outputsOf(row, path, value) ?? { reason: notTexts(path, value) }
}

function outputsIn(row: JsonObject, place: string): Found {
  const named = outputNames.filter((name) => Object.hasOwn(row, name) && row[name] !== undefined)
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
    return { reason: `${notTexts(name, row[name])}${isParted(row[name]) ? `; ${byColumns}` : ''}` }
  }
  const other = others.find(({ outputs }) => !isSame(outputs, first.outputs))
  if (other === undefined) return outputsOf(row, first.name, row[first.name])!
  throw new ReaderError(
    'readers/columns',
    `${place}: has both "${first.name}" and "${other.name}"; say which is the output, as in --columns output=${first.name}`,
  )
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

function promptIn(row: JsonObject): string | undefined {
  for (const name of promptNames) {
    const value = Object.hasOwn(row, name) ? row[name] : undefined
    const text = isChat(value) ? questionIn(value) : value
    if (typeof text === 'string' && text.trim() !== '') return text
  }
  return undefined
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i])
}
