import type { BrokenRow, OutputRow } from '@retable/core'
import { failedOutputs } from '../failed-outputs.ts'
import { isObject, listIn, objectIn, type JsonObject } from '../json.ts'

/** Metrics that older files do not name. */
const commonMetrics = ['exact_match', 'acc', 'acc_norm', 'acc_bytes']

/** Names under which tasks keep a document's question. */
const questionFields = ['question', 'problem', 'puzzle', 'query', 'input', 'ctx']

/** One row of a samples file, whatever else the file holds of its document. */
export function sampleRow(
  row: JsonObject,
  filter: string,
  line: number,
): (OutputRow & { readonly id: string | number }) | BrokenRow {
  const broken = (reason: string): BrokenRow => ({ kind: 'broken', line, reason })
  const id = row['doc_id']
  if (typeof id !== 'string' && typeof id !== 'number') return broken('has no "doc_id"')
  const read = outputsOf(row)
  if ('reason' in read) return broken(read.reason)
  const target = Array.isArray(row['target']) ? (row['target'] as unknown[])[0] : row['target']
  // A choice's target is its index in the document, which no data set writes as its gold.
  const gold = read.isChoice || !isAnswer(target) ? undefined : String(target)
  const question = questionOf(row)
  return {
    kind: 'output',
    line,
    id,
    idIsPosition: true,
    outputs: read.outputs,
    ...(read.failed === undefined ? {} : { failed: read.failed }),
    ...(question === undefined ? {} : { question }),
    ...(gold === undefined ? {} : { gold }),
    logScores: scoresOf(row, filter),
  }
}

type Read =
  (Pick<OutputRow, 'outputs' | 'failed'> & { readonly isChoice: boolean }) | { readonly reason: string }

/** Samples of a text, or one list of the choices' log-likelihoods. */
function outputsOf(row: JsonObject): Read {
  const responses = row['resps']
  if (!Array.isArray(responses) || responses.length === 0) return { reason: 'has no "resps"' }
  const first: unknown = responses[0]
  if (!Array.isArray(first) || first.length === 0) return { reason: '"resps" holds no output' }
  if (first.every((text) => typeof text === 'string')) return { outputs: first, isChoice: false }
  const failed = failedOutputs({}, 'resps', first)
  if (failed !== undefined) return { ...failed, isChoice: false }
  const values = responses.flatMap((response: unknown, index) =>
    isUnconditional(row, index) ? [] : [logLikelihood(response)],
  )
  if (values.includes(undefined) || values.length === 0) {
    return { reason: '"resps" holds neither texts nor log-likelihoods' }
  }
  return { outputs: [`[${values.join(',')}]`], isChoice: true }
}

/** The number as JSON, from `[["-40.4", "False"]]`: files write it as text, and minus infinity as "-inf". */
function logLikelihood(response: unknown): string | undefined {
  const pair: unknown = Array.isArray(response) ? response[0] : undefined
  const value: unknown = Array.isArray(pair) ? pair[0] : undefined
  // JSON has no word for minus infinity, but this is read as it.
  if (value === '-inf' || value === -Infinity) return '-1e999'
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
  return isNumber && Number.isFinite(Number(value)) ? String(Number(value)) : undefined
}

/** acc_mutual_info asks for each choice once more, after an empty context. */
function isUnconditional(row: JsonObject, index: number): boolean {
  return contextOf(row, index) === ''
}

/** What a request gave the model: an argument by name, or, before 0.4.3, the first of a list. */
function contextOf(row: JsonObject, request: number): unknown {
  const listed = listIn(row, 'arguments')[request]
  if (Array.isArray(listed)) return listed[0] as unknown
  return objectIn(objectIn(row, 'arguments'), `gen_args_${request}`)['arg_0']
}

function questionOf(row: JsonObject): string | undefined {
  const document = objectIn(row, 'doc')
  const own = questionFields.map((name) => document[name]).find(isText)
  return own ?? promptOf(contextOf(row, 0))
}

/** A prompt, or the last message of the chat that the program writes as a list of one JSON text. */
function promptOf(given: unknown): string | undefined {
  if (isText(given)) return given
  const [chat] = Array.isArray(given) ? (given as unknown[]) : []
  if (!isText(chat)) return undefined
  try {
    const messages: unknown = JSON.parse(chat)
    const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined
    const content = isObject(last) ? last['content'] : undefined
    return isText(content) ? content : undefined
  } catch {
    return chat
  }
}

function scoresOf(row: JsonObject, filter: string): Record<string, number> {
  const named = listIn(row, 'metrics').filter(isText)
  const scores: [string, number][] = []
  for (const metric of named.length > 0 ? named : commonMetrics) {
    const value = Object.hasOwn(row, metric) ? row[metric] : undefined
    if (typeof value === 'number' || typeof value === 'boolean')
      scores.push([`${metric},${filter}`, Number(value)])
  }
  return Object.fromEntries(scores)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isAnswer(value: unknown): value is string | number {
  return isText(value) || typeof value === 'number'
}
