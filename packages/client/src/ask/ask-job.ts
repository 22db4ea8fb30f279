import { outcomeOf, verbatimOutcome } from '../answer/outcome.ts'
import { readLogProbs } from '../answer/log-probs.ts'
import { readResponse, written, type RawChoice, type RawResponse } from '../answer/read-response.ts'
import { estimateTokens, readUsage } from '../answer/read-usage.ts'
import type { TokenLogProb } from '../answer/token-log-prob.ts'
import type { Estimate } from '../limits/ledger.ts'
import { exchange, type Exchange } from '../session/exchange.ts'
import { inLearnedSpelling } from '../session/learn-parameter.ts'
import type { RunState } from '../session/run-state.ts'
import type { Session } from '../session/session.ts'
import type { AskRequest } from './ask-request.ts'
import type { Asked, Failed } from './asked.ts'
import { requestBody } from './body.ts'
import { noteAnswer } from './note-answer.ts'

/** Choices of a request that are asked for together. */
export interface AskJob {
  readonly request: AskRequest
  /** The first choice, and how many. */
  readonly from: number
  readonly n: number
}

/** Asks for the choices of a job; those that the server does not give are asked for one by one. */
export async function askJob(
  session: Session,
  run: RunState,
  job: AskJob,
  more: (job: AskJob) => void,
): Promise<readonly Asked[]> {
  const { request, from } = job
  const { learned, tell } = session
  const n = learned.givesFewerChoices ? 1 : job.n
  const split = (first: number) => {
    for (let i = first; i < job.n; i += 1) more({ request, from: from + i, n: 1 })
  }
  if (n < job.n) split(n)
  const wire = wireRequest(request, from, n)
  const answer = await exchange(session, run, {
    path: pathOf(session),
    body: () => inLearnedSpelling(requestBody(wire, bodyOptions(session)), learned),
    read: readResponse,
    estimate: estimateOf(wire, session),
  })
  if (answer.kind === 'answer') {
    const choices = answer.value.choices.slice(0, n)
    if (choices.length < n) {
      tellFewer(session, n, choices.length)
      for (let i = choices.length; i < n; i += 1) more({ request, from: from + i, n: 1 })
    }
    run.count(undefined)
    return readAnswer(session, job, answer, choices)
  }
  // Some servers refuse more choices than they have slots, in words of their own.
  if (n > 1 && answer.reason === 'bad request') {
    tellFewer(session, n, 0)
    for (let i = 0; i < n; i += 1) more({ request, from: from + i, n: 1 })
    return []
  }
  run.count(answer.reason === 'filtered' ? undefined : { reason: answer.reason, message: answer.message })
  return Array.from({ length: n }, (_, i) => unread(job, answer, from + i))

  function tellFewer({ learned }: Session, asked: number, given: number): void {
    learned.givesFewerChoices = true
    const what =
      given === 0
        ? `refused a request for ${asked} answers`
        : `gave ${given} of ${asked} answers to one request`
    const text = `the server ${what}: the others are asked for one by one`
    tell({ kind: 'n ignored', text })
  }
}

/** A request as it goes over the wire for some of its choices. */
function wireRequest(request: AskRequest, from: number, n: number): AskRequest {
  const { seed } = request
  return { ...request, n, ...(seed !== undefined && { seed: (seed + from) % 2 ** 31 }) }
}

/** How a session writes bodies. */
export function bodyOptions({ settings, learned }: Session): Parameters<typeof requestBody>[1] {
  const { model, route, stream, verbatim, extraBody } = settings
  return { model, route, stream, verbatim, extraBody, server: learned.server }
}

/** What a request may use at most; a token is reckoned at three bytes of the prompt, which few texts reach. */
export function estimateOf({ prompt, sampling, n = 1 }: AskRequest, { ledger }: Session): Estimate {
  if (!ledger.isLimited) return nothing
  const bytes =
    typeof prompt === 'string'
      ? Buffer.byteLength(prompt)
      : prompt.reduce((sum, { content }) => sum + Buffer.byteLength(content) + 16, 0)
  return { promptTokens: Math.ceil(bytes / 3) + 8, completionTokens: sampling.maxTokens * n }
}

const nothing: Estimate = { promptTokens: 0, completionTokens: 0 }

/** The route's path, after the base URL. */
export function pathOf({ settings }: Session): '/chat/completions' | '/completions' {
  return settings.route === 'chat' ? '/chat/completions' : '/completions'
}

/** Answers as the caller sees them. */
export function readAnswer(
  session: Session,
  { request, from }: AskJob,
  answer: Exchange<RawResponse> & { readonly kind: 'answer' },
  choices: readonly RawChoice[],
): Asked[] {
  const { learned, ledger, settings } = session
  const { value, attempts, sentAt, ms, body, url } = answer
  const usage = readUsage(
    value.usage,
    {
      prompt: body,
      completions: value.choices.map(written),
    },
    learned.server === 'llama.cpp',
  )
  ledger.add(usage)
  // Elsewhere the server has applied them, before it wrote the text.
  const stop = settings.route === 'chat' ? (request.sampling.stop ?? []) : []
  return choices.map((choice, i) => {
    const read = settings.verbatim
      ? { outcome: verbatimOutcome(choice), opensThought: undefined }
      : outcomeOf(choice, { stop, opensThought: learned.opensThought })
    learned.opensThought = read.opensThought
    const logProbs = readLogProbs(choice.logprobs)
    const asked: Asked = {
      ...read.outcome,
      id: request.id,
      choice: from + i,
      attempts,
      sentAt,
      ms,
      body,
      ...(choice.finishReason !== undefined && { finishReason: choice.finishReason }),
      tokens: tokensOf(choice, usage, logProbs),
      usage,
      ...(logProbs && { logProbs }),
      server: { url, ...value.names },
    }
    noteAnswer(session, request, asked)
    return asked
  })
}

function tokensOf(
  choice: RawChoice,
  usage: { readonly completionTokens: number; readonly choices: number },
  logProbs: readonly TokenLogProb[] | undefined,
): number {
  if (usage.choices === 1) return usage.completionTokens
  return logProbs?.length ?? estimateTokens(written(choice))
}

/** What a filter kept back is a result; all else that failed is asked again by the next run. */
export function unread(
  { request }: AskJob,
  failure: Exchange<never> & { readonly kind: 'failure' },
  choice: number,
): Asked {
  const { reason, message, status, attempts, sentAt, ms, body, url } = failure
  const sending = { id: request.id, choice, attempts, sentAt, ms, body }
  if (reason !== 'filtered') {
    return {
      outcome: 'failed',
      ...sending,
      reason,
      message,
      ...(status !== undefined && { status }),
    } satisfies Failed
  }
  const usage = { promptTokens: 0, completionTokens: 0, isEstimated: true, choices: 1 }
  return {
    outcome: 'unanswered',
    why: 'filtered',
    text: message,
    ...sending,
    tokens: 0,
    usage,
    server: { url },
  }
}
