import type { TrainRequest } from '@retable/core'
import type { TrainingResult } from '@retable/trainer'
import { HarnessError } from '../../../errors.ts'
import type { ServedSettings } from '../settings.ts'

/**
 * Holds a training's result against what was asked: the job, the counts of rows, the models, and that it has learnt from
 * where it was to start.
 *
 * @param job - sha256 of job.json
 * @throws HarnessError `harness/training` with what is wrong
 */
export function checkResult(
  result: TrainingResult,
  request: Pick<TrainRequest, 'training' | 'examples' | 'keepAt'>,
  { job, settings }: { readonly job: string; readonly settings: ServedSettings },
): void {
  const { rows, models, first, changedShare } = result
  const { loss, steps } = request.training
  const given = request.examples.length
  if (result.job !== job) throw wrong('its result is of another job')
  const { used, tooLong, unspellable } = rows
  if (rows.given !== given || used + tooLong + unspellable !== given) {
    throw wrong(
      `of ${given} rows it read ${rows.given}, learnt from ${used}, and left out ${tooLong} as too long and ${unspellable} as unspellable`,
    )
  }
  if (used === 0) {
    throw wrong(
      `it could learn from none of ${given} rows: ${tooLong} are longer than ${settings.maxTokens} tokens, ${unspellable} hold a token that ends an answer`,
    )
  }
  const wanted = [...(request.keepAt ?? []), steps].join(', ')
  const kept = models.map(({ step }) => step).join(', ')
  if (kept !== wanted) throw wrong(`it left models of the steps ${kept}, and ${wanted} were asked for`)
  // Rows of weight 0 may be all that the first step has.
  const teachesNothing = request.examples.some((one) => 'weight' in one && one.weight === 0)
  if (!(changedShare > 0) && !teachesNothing) throw wrong('its first step changed no weight')
  if (loss.kind === 'sft') return
  const { margin } = first
  const tolerance = isHalf(settings) ? marginTolerance.bfloat16 : marginTolerance.float32
  if (margin === null || !(Math.abs(margin) <= tolerance)) {
    throw wrong(
      `at its first step chosen and rejected differ by a margin of ${margin ?? 'which nothing is told'} from the reference’s, and not by 0: the reference is not the model that it starts from`,
    )
  }
}

/** Of the first margin, in nats, from 0. */
const marginTolerance = { float32: 1e-3, bfloat16: 0.1 }

/** Whether numbers of 16 bits stand anywhere in a training. */
export function isHalf({ weights, autocast }: Pick<ServedSettings, 'weights' | 'autocast'>): boolean {
  return weights === 'bfloat16' || autocast !== null
}

function wrong(why: string): HarnessError {
  return new HarnessError('harness/training', `the trainer did other work than it was asked for: ${why}`, {
    kind: 'environment',
  })
}
