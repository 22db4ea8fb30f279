import type { AskOptions } from '../client.ts'
import type { FailedScore } from '../endpoint/score-request.ts'
import type { Estimate } from '../limits/ledger.ts'
import { exchange, type Call } from './exchange.ts'
import { runReserved } from './run-reserved.ts'
import type { Session } from './session.ts'

/** How requests that each come to one result are sent and read. */
export interface SinglyAsked<Request, Value, Result> {
  readonly estimateOf: (request: Request) => Estimate
  readonly callOf: (request: Request) => Omit<Call<Value>, 'estimate'>
  /** Notes what was used, and gives what the answer comes to. */
  readonly resultOf: (request: Request, value: Value) => Result | FailedScore
}

/** Asks requests that each come to one result; one that failed has its reason in its place. */
export function askSingly<Request extends { readonly id: string }, Value, Result extends { outcome: string }>(
  session: Session,
  requests: AsyncIterable<Request> | Iterable<Request>,
  { estimateOf, callOf, resultOf }: SinglyAsked<Request, Value, Result>,
  { signal, firstFailures }: AskOptions & { readonly signal?: AbortSignal | undefined },
): AsyncGenerator<readonly (Result | FailedScore)[]> {
  return runReserved<Request, Result | FailedScore>(session, {
    jobs: requests,
    estimateOf,
    firstFailures,
    signal,
    async perform(request, run) {
      const { id } = request
      const answer = await exchange(session, run, { ...callOf(request), estimate: estimateOf(request) })
      if (answer.kind === 'failure') {
        const { reason: told, message } = answer
        const reason = told === 'filtered' ? 'bad request' : told
        run.count({ reason, message })
        return [{ outcome: 'failed', id, reason, message }]
      }
      const result = resultOf(request, answer.value)
      run.count(isFailed(result) ? { reason: result.reason, message: result.message } : undefined)
      return [result]
    },
  })
}

function isFailed(result: { readonly outcome: string }): result is FailedScore {
  return result.outcome === 'failed'
}
