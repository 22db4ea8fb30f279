import { readResponse, written, type RawResponse } from '../answer/read-response.ts'
import { readUsage } from '../answer/read-usage.ts'
import { ClientError } from '../errors.ts'
import { exchange } from '../session/exchange.ts'
import { inLearnedSpelling } from '../session/learn-parameter.ts'
import type { RunState } from '../session/run-state.ts'
import type { Session } from '../session/session.ts'

/**
 * Asks with a body of one's own. `refused`: the server does not take it; `failed`: it could not be found out.
 *
 * @throws ClientError where every request would fail
 */
export async function askRaw(
  session: Session,
  run: RunState,
  path: '/chat/completions' | '/completions',
  body: Readonly<Record<string, unknown>>,
): Promise<RawResponse | 'refused' | 'failed'> {
  try {
    const answer = await exchange(session, run, {
      path,
      body: () => inLearnedSpelling({ ...body, ...session.settings.extraBody }, session.learned),
      read: readResponse,
      estimate: { promptTokens: 0, completionTokens: 0 },
    })
    if (answer.kind === 'failure') return answer.reason === 'bad request' ? 'refused' : 'failed'
    const { choices, usage } = answer.value
    session.ledger.add(readUsage(usage, { prompt: answer.body, completions: choices.map(written) }))
    return answer.value
  } catch (error) {
    if (error instanceof ClientError && refusals.has(error.code)) return 'refused'
    throw error
  }
}

const refusals = new Set(['client/unsupported-parameter', 'client/not-found', 'client/unsupported'])
