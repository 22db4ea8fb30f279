import { readResponse, type RawResponse } from '../answer/read-response.ts'
import { readUsage } from '../answer/read-usage.ts'
import type { AskOptions } from '../client.ts'
import { ClientError, misuse } from '../errors.ts'
import type { Estimate } from '../limits/ledger.ts'
import { exchange } from '../session/exchange.ts'
import { runReserved } from '../session/run-reserved.ts'
import type { RunState } from '../session/run-state.ts'
import type { Session } from '../session/session.ts'
import { promptEntries } from './prompt-entries.ts'
import type { Scored, ScoreRequest } from './score-request.ts'

/** Scores completions by `echo` with `logprobs`, as vLLM gives them. */
export function scoreTexts(
  session: Session,
  requests: AsyncIterable<ScoreRequest> | Iterable<ScoreRequest>,
  signal?: AbortSignal,
  { firstFailures }: AskOptions = {},
): AsyncGenerator<readonly Scored[]> {
  return runReserved<ScoreRequest, Scored>(session, {
    jobs: requests,
    estimateOf,
    perform: async (request, run) => [await scoreText(session, run, request)],
    firstFailures,
    signal,
  })
}

async function scoreText(session: Session, run: RunState, request: ScoreRequest): Promise<Scored> {
  const { id, prompt, completion } = request
  const { model, extraBody } = session.settings
  if (prompt === '' || completion === '') {
    throw misuse(`${id}: a completion is scored after a prompt, and neither may be empty`)
  }
  const text = prompt + completion
  // Some servers refuse to write nothing; the token that is written is left out.
  const body = { model, prompt: text, max_tokens: 1, temperature: 0, echo: true, logprobs: 1, ...extraBody }
  const answer = await exchange<RawResponse>(session, run, {
    path: '/completions',
    body: () => body,
    read: readResponse,
    estimate: estimateOf(request),
  })
  if (answer.kind === 'failure') {
    const { reason: told, message } = answer
    const reason = told === 'filtered' ? 'bad request' : told
    run.count({ reason, message })
    return { outcome: 'failed', id, reason, message }
  }
  session.ledger.add(readUsage(answer.value.usage, { prompt: text, completions: [''] }))
  const entries = promptEntries(answer.value, text)
  if (entries === 'too few') {
    throw new ClientError(
      'the server gives no log-probabilities for the tokens of a prompt: let the model answer by letters instead',
      { code: 'client/no-prompt-logprobs', kind: 'environment' },
    )
  }
  const scored = entries === 'unplaced' ? [] : entries.filter(({ to }) => to > prompt.length)
  const logProbability = scored.reduce((sum, entry) => sum + entry.logProbability, 0)
  if (scored.length === 0 || Number.isNaN(logProbability)) {
    const message = 'the tokens with log-probabilities do not spell the text'
    run.count({ reason: 'unreadable', message })
    return { outcome: 'failed', id, reason: 'unreadable', message }
  }
  run.count(undefined)
  const hasTop = scored.every(({ top }) => top.length > 0)
  return {
    outcome: 'scored',
    id,
    logProbability,
    tokens: scored.length,
    ...(hasTop && {
      isGreedy: scored.every(({ logProbability, top }) =>
        top.every((other) => other.logProbability <= logProbability),
      ),
    }),
  }
}

function estimateOf({ prompt, completion }: ScoreRequest): Estimate {
  return { promptTokens: Math.ceil(Buffer.byteLength(prompt + completion) / 3) + 8, completionTokens: 1 }
}
