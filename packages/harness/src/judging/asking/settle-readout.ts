import { RetableError, type JudgeProcedure, type JudgeTask, type Readout } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { leasedKeys, type LeaseTools } from '../../eval/leased-while.ts'
import type { PreparedJudging } from '../tasks/judge-tasks.ts'
import type { Asking } from './asking.ts'
import { converse, type ConverseTools } from './converse.ts'
import { judgingLease } from './lease.ts'
import { requireRewards } from './require-rewards.ts'

/** What a judge is to be asked, under the readout that its endpoint gives. */
export interface SettledReadout {
  readonly prepared: PreparedJudging
  /** What was asked to find out, by key: the judging need not ask it again. */
  readonly justAsked: ReadonlySet<string>
}

/**
 * Whether an endpoint gives what a judge's verdicts are read of, told by its answer to the first prompt, which is kept
 * like any other: log-probabilities where it gives them and no other readout is asked for, else the text. An answer
 * without a text, as a refusal, or none at all tells nothing: then the next prompt is asked.
 *
 * @param prepare - the tasks under a readout
 * @throws HarnessError `harness/no-logprobs` where log-probabilities are asked for by name and it gives none
 */
export async function settleReadout(
  procedure: JudgeProcedure,
  asked: Readout | undefined,
  prepare: (readout: Readout) => Promise<PreparedJudging>,
  how: { readonly asking: Asking; readonly tools: ConverseTools & LeaseTools },
): Promise<SettledReadout> {
  const { readouts, id } = procedure
  const wanted = asked ?? readouts[0]
  if (!readouts.includes(wanted)) {
    throw new HarnessError(
      'harness/no-judge',
      `${id}: verdicts are read of ${readouts.join(' or ')}, not of ${wanted}`,
    )
  }
  const justAsked = new Set<string>()
  const prepared = await prepare(wanted)
  if (wanted === 'text') return { prepared, justAsked }
  if (wanted === 'reward') {
    await requireRewards(how)
    return { prepared, justAsked }
  }
  const tools = { ...how.tools, onProgress: undefined }
  const tries = triesOf(prepared)
  if (tries.length === 0) return { prepared, justAsked }
  const given = await leasedKeys([judgingLease(prepared, how.asking)], how.tools, (signal) =>
    firstGiven(tries, how.asking, { ...tools, signal }, justAsked),
  )
  if (given.hasLogprobs) return { prepared, justAsked }
  if (given.failure !== undefined) {
    const which = tries.length === 1 ? 'did not answer the first prompt' : `answered none of the first ${tries.length} prompts` // prettier-ignore
    throw new HarnessError(
      'harness/no-judge',
      `${prepared.benchmark.id}: the judge ${which}: ${given.failure}`,
      {
        kind: 'environment',
      },
    )
  }
  if (asked === undefined && readouts.includes('text')) return { prepared: await prepare('text'), justAsked }
  throw new HarnessError(
    'harness/no-logprobs',
    `the judge gives no log-probabilities; --verdicts text reads the labels that it writes: another measurement`,
    { kind: 'environment' },
  )
}

/** So many prompts are asked before it is given up. */
const mostTries = 5

/** The first conversation of each of the first tasks that ask anything. */
function triesOf({ tasks }: PreparedJudging): readonly JudgeTask[] {
  return tasks
    .filter(({ conversations }) => conversations.length > 0)
    .slice(0, mostTries)
    .map((task) => ({ ...task, conversations: task.conversations.slice(0, 1) }))
}

/**
 * Whether the first answer that tells it holds log-probabilities; a refusal to give them holds none. Where no prompt was
 * answered at all the last failure is told.
 */
async function firstGiven(
  tries: readonly JudgeTask[],
  asking: Asking,
  tools: ConverseTools,
  justAsked: Set<string>,
): Promise<{ readonly hasLogprobs: boolean; readonly failure?: string | undefined }> {
  let failure: string | undefined
  let isAnswered = false
  try {
    for (const task of tries) {
      const { answers, counts, asked } = await converse([task], asking, tools)
      for (const key of asked) justAsked.add(key)
      const answer = answers[0]?.[0]?.[0]
      if (answer?.firstToken !== undefined) return { hasLogprobs: true }
      if (answer !== undefined && answer.text !== '') return { hasLogprobs: false }
      isAnswered ||= answer !== undefined
      if (answer !== undefined) continue
      failure = counts.commonestFailure ?? 'no answer came'
      if (refusesLogprobs.test(failure)) return { hasLogprobs: false }
    }
  } catch (error) {
    const isTheServers = error instanceof RetableError && error.code.startsWith('client/')
    if (isTheServers && refusesLogprobs.test(error.message)) return { hasLogprobs: false }
    throw error
  }
  return { hasLogprobs: false, ...(isAnswered ? {} : { failure }) }
}

/** Servers say it in many ways; each names the parameter or what it is for. */
const refusesLogprobs = /log[\s_-]?prob/i
