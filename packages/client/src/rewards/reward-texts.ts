import { readUsage } from '../answer/read-usage.ts'
import type { AskOptions } from '../client.ts'
import type { Estimate } from '../limits/ledger.ts'
import { askSingly } from '../session/ask-singly.ts'
import type { Session } from '../session/session.ts'
import { rewardCall, rewardIn, rewardUsage } from './reward-body.ts'
import type { Rewarded, RewardRequest, RewardRoute } from './reward-request.ts'

/** A number, and what the server says was used for it. */
interface Reward {
  readonly value: number
  readonly usage: unknown
}

/** Asks a reward model for a number of each response. */
export function rewardTexts(
  session: Session,
  requests: AsyncIterable<RewardRequest> | Iterable<RewardRequest>,
  route: RewardRoute,
  signal?: AbortSignal,
  options: AskOptions = {},
): AsyncGenerator<readonly Rewarded[]> {
  const { model, extraBody } = session.settings
  return askSingly<RewardRequest, Reward, Rewarded>(
    session,
    requests,
    {
      estimateOf,
      callOf(request) {
        const { path, isOfRoot, body } = rewardCall(route, request, model)
        return {
          path,
          isOfRoot,
          body: () => ({ ...body, ...extraBody }),
          read(json) {
            const value = rewardIn(route, json)
            return value === undefined ? undefined : { value, usage: rewardUsage(json) }
          },
        }
      },
      resultOf({ id, prompt, response }, { value, usage }) {
        session.ledger.add(readUsage(usage, { prompt: prompt + response, completions: [''] }))
        return { outcome: 'rewarded', id, value }
      },
    },
    { ...options, signal },
  )
}

function estimateOf({ prompt, response }: RewardRequest): Estimate {
  return { promptTokens: Math.ceil(Buffer.byteLength(prompt + response) / 3) + 8, completionTokens: 0 }
}
