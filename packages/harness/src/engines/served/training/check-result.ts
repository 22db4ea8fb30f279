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
  const { loss, steps, optimizer } = request.training
  const given = request.examples.length
  if (result.version !== 1) throw wrong(`its result has the version ${String(result.version)}, and not 1`)
  if (result.job !== job) throw wrong('its result is of another job')
  if (rows.given !== given || rows.used + rows.tooLong !== given) {
    throw wrong(
      `of ${given} rows it read ${rows.given}, learnt from ${rows.used} and left out ${rows.tooLong} as too long`,
    )
  }
  if (rows.used === 0) throw wrong(`all ${given} rows are longer than ${settings.maxTokens} tokens`)
  const wanted = [...(request.keepAt ?? []), steps].join(', ')
  const kept = models.map(({ step }) => step).join(', ')
  if (kept !== wanted) throw wrong(`it left models of the steps ${kept}, and ${wanted} were asked for`)
  // With a warm-up the first step may have the rate 0.
  const moves = optimizer.learningRate > 0 && optimizer.warmup === 0
  if (moves && !(changedShare > 0)) throw wrong('its first step changed no weight')
  if (loss.kind === 'sft') return
  const { margin } = first
  const tolerance = isHalf(settings) ? marginTolerance.bfloat16 : marginTolerance.float32
  if (margin === null || !(Math.abs(margin) <= tolerance)) {
    throw wrong(
      `at its first step chosen and rejected differ by a margin of ${margin ?? 'nothing told'} from the reference, and not by 0: the reference is not the model that it starts from`,
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
