import type { AskOptions } from '../client.ts'
import type { Estimate } from '../limits/ledger.ts'
import { exchange } from '../session/exchange.ts'
import { runReserved } from '../session/run-reserved.ts'
import type { RunState } from '../session/run-state.ts'
import type { Session } from '../session/session.ts'
import { rewardCall, rewardIn } from './reward-body.ts'
import type { Rewarded, RewardRequest, RewardRoute } from './reward-request.ts'

/** Asks a reward model for a number of each response. */
export function rewardTexts(
  session: Session,
  requests: AsyncIterable<RewardRequest> | Iterable<RewardRequest>,
  route: RewardRoute,
  signal?: AbortSignal,
  { firstFailures }: AskOptions = {},
): AsyncGenerator<readonly Rewarded[]> {
  return runReserved<RewardRequest, Rewarded>(session, {
    jobs: requests,
    estimateOf,
    perform: async (request, run) => [await rewardText(session, run, request, route)],
    firstFailures,
    signal,
  })
}

async function rewardText(
  session: Session,
  run: RunState,
  request: RewardRequest,
  route: RewardRoute,
): Promise<Rewarded> {
  const { id } = request
  const { path, isOfRoot, body } = rewardCall(route, request, session.settings.model)
  const answer = await exchange<{ readonly value: number }>(session, run, {
    path,
    isOfRoot,
    body: () => ({ ...body, ...session.settings.extraBody }),
    read: (json) => {
      const value = rewardIn(route, json)
      return value === undefined ? undefined : { value }
    },
    estimate: estimateOf(request),
  })
  if (answer.kind === 'failure') {
    const { reason: told, message } = answer
    const reason = told === 'filtered' ? 'bad request' : told
    run.count({ reason, message })
    return { outcome: 'failed', id, reason, message }
  }
  run.count(undefined)
  const { promptTokens } = estimateOf(request)
  session.ledger.add({ promptTokens, completionTokens: 0, isEstimated: true, choices: 1 })
  return { outcome: 'rewarded', id, value: answer.value.value }
}

function estimateOf({ prompt, response }: RewardRequest): Estimate {
  return { promptTokens: Math.ceil(Buffer.byteLength(prompt + response) / 3) + 8, completionTokens: 0 }
}
