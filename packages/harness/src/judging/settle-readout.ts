import type { JudgeProcedure, Readout } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { converse, type Asking, type ConverseTools } from './converse.ts'
import type { PreparedJudging } from './judge-tasks.ts'

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
  how: { readonly asking: Asking; readonly tools: ConverseTools },
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
  const first = prepared.tasks.find(({ conversations }) => conversations.length > 0)
  if (first === undefined) return prepared
  const one = { ...first, conversations: first.conversations.slice(0, 1) }
  const { answers } = await converse([one], how.asking, { ...how.tools, onProgress: undefined })
  const answer = answers[0]?.[0]?.[0]
  if (answer === undefined)
    throw new HarnessError('harness/no-judge', `${id}: the judge did not answer the first prompt`, {
      kind: 'environment',
    })
  if (answer.firstToken !== undefined) return prepared
  if (asked === undefined && readouts.includes('text')) return prepare('text')
  throw new HarnessError(
    'harness/no-logprobs',
    `the judge gives no log-probabilities; --verdicts text reads the labels that it writes: another measurement`,
    { kind: 'environment' },
  )
}
