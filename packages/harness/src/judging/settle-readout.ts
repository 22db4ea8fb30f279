import { RetableError, type JudgeProcedure, type JudgeTask, type Readout } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { leasedKeys, type LeaseTools } from '../eval/leased-while.ts'
import { converse, type Asking, type ConverseTools } from './converse.ts'
import type { PreparedJudging } from './judge-tasks.ts'
import { judgingLease } from './lease.ts'

/**
 * Whether an endpoint gives what a judge's verdicts are read of, told by its answer to the first prompt, which is kept
 * like any other: log-probabilities where it gives them and no other readout is asked for, else the text.
 *
 * @param prepare - the tasks under a readout
 * @throws HarnessError `harness/no-logprobs` where log-probabilities are asked for by name and it gives none
 */
export async function settleReadout(
  procedure: JudgeProcedure,
  asked: Readout | undefined,
  prepare: (readout: Readout) => Promise<PreparedJudging>,
  how: { readonly asking: Asking; readonly tools: ConverseTools & LeaseTools },
): Promise<PreparedJudging> {
  const { readouts, id } = procedure
  const wanted = asked ?? readouts[0]
  if (!readouts.includes(wanted)) {
    throw new HarnessError(
      'harness/no-judge',
      `${id}: verdicts are read of ${readouts.join(' or ')}, not of ${wanted}`,
    )
  }
  const prepared = await prepare(wanted)
  if (wanted === 'text') return prepared
  if (wanted === 'reward') {
    await requireRewards(how)
    return prepared
  }
  const first = prepared.tasks.find(({ conversations }) => conversations.length > 0)
  if (first === undefined) return prepared
  const one = { ...first, conversations: first.conversations.slice(0, 1) }
  // The judging itself asks anew where that is wanted.
  const tools = { ...how.tools, isFresh: false, onProgress: undefined }
  const given = await leasedKeys([judgingLease(prepared, how.asking)], how.tools, (signal) =>
    firstGiven(one, how.asking, { ...tools, signal }),
  )
  if (given.hasLogprobs) return prepared
  if (given.failure !== undefined) {
    throw new HarnessError(
      'harness/no-judge',
      `${id}: the judge did not answer the first prompt: ${given.failure}`,
      { kind: 'environment' },
    )
  }
  if (asked === undefined && readouts.includes('text')) return prepare('text')
  throw new HarnessError(
    'harness/no-logprobs',
    `the judge gives no log-probabilities; --verdicts text reads the labels that it writes: another measurement`,
    { kind: 'environment' },
  )
}

/** Whether a first answer holds log-probabilities; a refusal to give them holds none. Any other failure is told. */
async function firstGiven(
  task: JudgeTask,
  asking: Asking,
  tools: ConverseTools,
): Promise<{ readonly hasLogprobs: boolean; readonly failure?: string | undefined }> {
  try {
    const { answers, counts } = await converse([task], asking, tools)
    const answer = answers[0]?.[0]?.[0]
    if (answer !== undefined) return { hasLogprobs: answer.firstToken !== undefined }
    const failure = counts.commonestFailure ?? 'no answer came'
    return refusesLogprobs.test(failure) ? { hasLogprobs: false } : { hasLogprobs: false, failure }
  } catch (error) {
    const isTheServers = error instanceof RetableError && error.code.startsWith('client/')
    if (isTheServers && refusesLogprobs.test(error.message)) return { hasLogprobs: false }
    throw error
  }
}

/** Servers say it in many ways; each names the parameter or what it is for. */
const refusesLogprobs = /log[\s_-]?prob/i

/**
 * Makes sure that an endpoint gives a finite number for a text, and not the same for every one: what is no reward model
 * would be right or wrong by chance.
 *
 * @throws HarnessError `harness/no-rewards`
 */
async function requireRewards({ asking, tools }: { readonly asking: Asking; readonly tools: ConverseTools }) {
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
