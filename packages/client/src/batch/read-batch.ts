import { contentHash } from '@retable/core'
import { readAnswer, unread } from '../ask/ask-job.ts'
import type { AskRequest } from '../ask/ask-request.ts'
import type { Asked } from '../ask/asked.ts'
import { errorInChoice, readResponse } from '../answer/read-response.ts'
import { ClientError } from '../errors.ts'
import { classify, classifyInner } from '../failure/classify.ts'
import { errorInJson } from '../failure/error-body.ts'
import type { Session } from '../session/session.ts'
import { batchBody } from './batch-body.ts'
import type { BatchInput, BatchResults } from './batch-results.ts'

interface Row {
  readonly custom_id?: unknown
  readonly response?: { readonly status_code?: unknown; readonly body?: unknown } | null
  readonly error?: unknown
}

/** Reads a batch's results; the status of each row decides, whatever file it stands in. */
export async function readBatch(session: Session, { lines, requests }: BatchInput): Promise<BatchResults> {
  const wanted = new Map<string, AskRequest>()
  for (const request of requests) wanted.set(request.id, request)
  const seen = new Map<string, string>()
  const asked: Asked[] = []
  const done = new Set<string>()
  const strangers: string[] = []
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const row = readRow(line, number, session)
    const id = row.custom_id as string
    const digest = digestOf(row)
    const before = seen.get(id)
    if (before !== undefined) {
      if (before === digest) continue
      throw badBatch(`two unlike results have the custom_id ${id}: the files are of two batches`)
    }
    seen.set(id, digest)
    const request = wanted.get(id)
    if (!request) strangers.push(id)
    else if (!hasExpired(row)) {
      done.add(id)
      asked.push(...askedOf(session, request, row))
    }
  }
  return { asked, notAsked: [...wanted.keys()].filter((id) => !done.has(id)), strangers }
}

function readRow(line: string, number: number, { blot }: Session): Row {
  let row: unknown
  try {
    row = JSON.parse(blot.data(line))
  } catch (cause) {
    throw badBatch(`line ${number} is not JSON`, cause)
  }
  const { custom_id } = (row ?? {}) as Row
  if (typeof custom_id !== 'string')
    throw badBatch(`line ${number} has no custom_id: it is no result of a batch`)
  if (!Object.hasOwn(row as Row, 'response') && !Object.hasOwn(row as Row, 'error'))
    throw badBatch(`line ${number} is no result: is it of the requests?`)
  return row as Row
}

/** Identifiers of the row itself differ between two downloads of one result. */
function digestOf({ response, error }: Row): string {
  return contentHash({
    status: response?.status_code ?? null,
    body: response?.body ?? null,
    error: error ?? null,
  })
}

function hasExpired({ error, response }: Row): boolean {
  if (response) return false
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' && /expired|cancel/.test(code)
}

function askedOf(session: Session, request: AskRequest, { response, error }: Row): Asked[] {
  const { n = 1 } = request
  const body = JSON.stringify(batchBody(session, request))
  const url = session.replicas[0]!.url.shown
  const sent = { attempts: 1, sentAt: 0, ms: 0, body: session.blot.data(body), url }
  const job = { request, from: 0, n }
  const status = Number(response?.status_code ?? 500)
  const failed = (
    message: string,
    reason: 'bad request' | 'no choices' | 'filtered' | 'server error',
    from = 0,
  ) =>
    Array.from({ length: n - from }, (_, i) =>
      unread(job, { kind: 'failure', reason, message, status, ...sent }, from + i),
    )
  if (!response) {
    const told = errorInJson({ error }) ?? errorInJson(error)
    return failed(told?.message ?? 'the batch gives neither a response nor an error', 'server error')
  }
  const place = {
    url,
    status,
    headers: {},
    text: JSON.stringify(response.body ?? null),
    hasAnswered: true,
    nowMs: 0,
  }
  const failure =
    status >= 200 && status < 300
      ? (classifyInner(place, response.body) ?? classifyInner(place, errorInChoice(response.body)))
      : classify(place)
  if (failure) {
    const message = session.blot.sentence(failure.scope === 'run' ? failure.error.message : failure.message)
    const isFiltered = failure.scope === 'item' && failure.reason === 'filtered'
    return failed(message, isFiltered ? 'filtered' : status >= 500 ? 'server error' : 'bad request')
  }
  const value = readResponse(response.body)
  if (!value) return failed('the response holds no choices', 'no choices')
  const choices = value.choices.slice(0, n)
  return [
    ...readAnswer(session, job, { kind: 'answer', value, ...sent }, choices),
    ...failed('the response holds fewer choices', 'no choices', choices.length),
  ]
}

function badBatch(message: string, cause?: unknown): ClientError {
  return new ClientError(`the batch's results cannot be read: ${message}`, {
    code: 'client/batch',
    kind: 'usage',
    ...(cause !== undefined && { cause }),
  })
}
