import type { Asked, AskOptions, RewardRequest } from '@retable/client'
import type { AnsweredSample, AnswerSource } from './answers.ts'
import { eachAs } from '../each-as.ts'
import type { Wanted } from './sample.ts'

/** Asks a reward model for a number of each response, and keeps it before it is given, as a text that JSON reads. */
export async function* askRewards<S extends Wanted>(
  lacking: Iterable<S> | AsyncIterable<S>,
  { client, store, isFresh, signal, rewardRoute = 'score' }: AnswerSource,
  options: AskOptions,
): AsyncGenerator<readonly AnsweredSample<S>[]> {
  const samples = new Map<string, S>()
  const requests = eachAs(lacking, (sample): RewardRequest[] => {
    samples.set(sample.request.id, sample)
    return [{ id: sample.request.id, ...sample.reward! }]
  })
  for await (const rewarded of client.reward!(requests, rewardRoute, signal, options)) {
    const { id } = rewarded
    const sample = samples.get(id)!
    samples.delete(id)
    const sending = { id, choice: 0, attempts: 1, sentAt: Date.now(), ms: 0, body: '' }
    if (rewarded.outcome === 'failed') {
      const { reason, message } = rewarded
      yield [{ sample, answer: { ...sending, outcome: 'failed', reason, message }, isStored: false }]
      continue
    }
    const usage = { promptTokens: 0, completionTokens: 0, isEstimated: true, choices: 1 }
    const text = JSON.stringify(rewarded.value)
    const answer: Asked = { ...sending, outcome: 'answered', text, tokens: 0, usage, server: { url: '' } }
    store.keepAnswers([{ key: sample.key, answer: JSON.stringify(answer) }], { replaces: isFresh })
    yield [{ sample, answer, isStored: false }]
  }
}
