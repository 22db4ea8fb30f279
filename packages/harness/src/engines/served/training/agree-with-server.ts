import type { Model } from '@retable/core'
import type { TrainingResult } from '@retable/trainer'
import { HarnessError } from '../../../errors.ts'
import { isHalf } from './check-result.ts'
import type { OpenServed } from '../context.ts'
import { logProbability, withServer } from '../serving/score.ts'
import { chatIds } from '../serving/token-ids.ts'

/**
 * Holds a trained model's own server against what the trainer says of it: the token ids of a fixed chat, and the
 * log-probabilities of the first rows. A template, a position or a weight that the two read in different ways shows here.
 *
 * @throws HarnessError `harness/training` with the first difference
 */
export async function agreeWithServer(
  open: OpenServed,
  model: Model,
  { template, logProbabilities }: Pick<TrainingResult, 'template' | 'logProbabilities'>,
  signal?: AbortSignal,
): Promise<void> {
  await withServer(open, model, signal, async (server, stop) => {
    const { messages, ids } = template.probe
    const served = await chatIds(server, messages, { asks: true, signal: stop })
    if (served.length !== ids.length || served.some((id, place) => id !== ids[place])) {
      throw unlike('write one chat as other tokens: their templates differ')
    }
    if (logProbabilities.length === 0) throw unlike('cannot be compared: the trainer scored no row')
    for (const [row, scored] of logProbabilities.entries()) {
      const told = await logProbability(server, scored, stop)
      if (Math.abs(told - scored.sum) <= toleranceOf(open.settings, scored.completionIds.length)) continue
      throw unlike(
        `differ in row ${row + 1}: log p is ${scored.sum.toFixed(4)} there and ${told.toFixed(4)} here, over ${scored.completionIds.length} tokens`,
      )
    }
  })
}

/** Nats that the log-probabilities of so many tokens may differ by. */
function toleranceOf(settings: Parameters<typeof isHalf>[0], tokens: number): number {
  // An adapter that is added to its weights rounds each of them once more.
  return Math.max(1e-3, (isHalf(settings) ? 1e-2 : 1e-4) * tokens)
}

function unlike(how: string): HarnessError {
  const message = `the trainer and the server of the model that it left ${how}; the model is not taken`
  return new HarnessError('harness/training', message, { kind: 'environment' })
}
