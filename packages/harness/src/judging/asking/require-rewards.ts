import { RetableError, type JudgeTask } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import type { Asking } from './asking.ts'
import { converse, type ConverseTools } from './converse.ts'

/**
 * Makes sure that an endpoint gives a finite number for a text, and not the same for every one: what is no reward model
 * would be right or wrong by chance.
 *
 * @throws HarnessError `harness/no-rewards`
 */
export async function requireRewards({
  asking,
  tools,
}: {
  readonly asking: Asking
  readonly tools: ConverseTools
}) {
  const tasks = ['Paris.', 'I would rather speak of bananas, or of nothing at all.'].map(
    (response, i): JudgeTask => ({
      id: `try ${i}`,
      conversations: [
        {
          id: 'one',
          next: (answers) =>
            answers.length > 0
              ? null
              : { prompt: question, response, sampling: { temperature: 0, topP: 1, maxTokens: 1 } },
        },
      ],
      row: () => ({}),
    }),
  )
  const route = asking.rewardRoute ?? 'score'
  const { answers, counts } = await converse(tasks, asking, { ...tools, onProgress: undefined }).catch(
    (cause: unknown) => {
      if (!(cause instanceof RetableError) || cause.code !== 'client/not-found') throw cause
      throw new HarnessError(
        'harness/no-rewards',
        `the endpoint lacks the route ${route}, or the model: ${cause.message}; --reward-route names another route`,
        { kind: 'environment', cause },
      )
    },
  )
  const [one, other] = answers.map((answer) => answer?.[0]?.[0]?.text)
  if (one === undefined || other === undefined) {
    throw new HarnessError(
      'harness/no-rewards',
      `by the route ${route} the endpoint gives no finite number for a response: ${counts.commonestFailure}; --reward-route names another`,
      { kind: 'environment' },
    )
  }
  if (one !== other) return
  throw new HarnessError(
    'harness/no-rewards',
    `by the route ${route} the endpoint gives ${one} for two unlike responses: that is no reward model`,
    { kind: 'environment' },
  )
}

const question = 'What is the capital of France?'
