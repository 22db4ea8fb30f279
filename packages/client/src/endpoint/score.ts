import { readResponse, type RawResponse } from '../answer/read-response.ts'
import { readUsage } from '../answer/read-usage.ts'
import type { AskOptions } from '../client.ts'
import { ClientError, misuse } from '../errors.ts'
import type { Estimate } from '../limits/ledger.ts'
import { askSingly } from '../session/ask-singly.ts'
import type { Session } from '../session/session.ts'
import { promptEntries } from './prompt-entries.ts'
import type { Scored, ScoreRequest } from './score-request.ts'

/** Scores completions by `echo` with `logprobs`, as vLLM gives them. */
export function scoreTexts(
  session: Session,
  requests: AsyncIterable<ScoreRequest> | Iterable<ScoreRequest>,
  signal?: AbortSignal,
  options: AskOptions = {},
): AsyncGenerator<readonly Scored[]> {
  const { model, extraBody } = session.settings
  return askSingly<ScoreRequest, RawResponse, Scored>(
    session,
    requests,
    {
      estimateOf,
      callOf({ id, prompt, completion }) {
        if (prompt === '' || completion === '') {
          throw misuse(`${id}: a completion is scored after a prompt, and neither may be empty`)
        }
        // Some servers refuse to write nothing; the token that is written is left out.
        const asked = { model, prompt: prompt + completion, max_tokens: 1, temperature: 0 }
        const body = { ...asked, echo: true, logprobs: 1, ...extraBody }
        return { path: '/completions', body: () => body, read: readResponse }
      },
      resultOf: (request, answer) => scoredOf(session, request, answer),
    },
    { ...options, signal },
  )
}

function scoredOf(session: Session, { id, prompt, completion }: ScoreRequest, answer: RawResponse): Scored {
  const text = prompt + completion
  session.ledger.add(readUsage(answer.usage, { prompt: text, completions: [''] }))
  const entries = promptEntries(answer, text)
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
    return { outcome: 'failed', id, reason: 'unreadable', message }
  }
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
