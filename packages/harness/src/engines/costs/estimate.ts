import type { Cost, GpuKind, Hardware, Work } from '@retable/core'
import { gpuKinds } from './gpu-kinds.ts'

/** What work costs on GPUs, with what the figures take for granted. */
export interface Estimate {
  readonly cost: (work: Work) => Cost
  readonly formula: string
  /** In sentences. */
  readonly assumptions: readonly string[]
}

/** What is estimated: a size that is left out leaves out what follows from it. */
export type Estimated = Partial<Pick<Hardware, 'parameters' | 'bytesPerWeight'>> &
  Pick<Hardware, 'rowTokens'> & {
    readonly gpu: GpuKind
  }

/** Bytes of a drawn token as it is kept, and of a weight with AdamW's two moments in single precision. */
const [bytesPerToken, bytesPerTrainedWeight] = [6, 12]

/**
 * Tokens, seconds of a GPU and bytes on the disk of model work: 2 operations a weight and token for a pass forward, 6 for
 * a step of training, at the rates that are assumed of the kind of GPU.
 */
export function estimate({ gpu, parameters, bytesPerWeight, rowTokens }: Estimated): Estimate {
  const { generating, training } = gpuKinds[gpu]
  const seconds = (operations: number, rate: number) =>
    parameters === undefined ? {} : { gpuSeconds: (operations * parameters) / rate }
  return {
    cost(work) {
      if (work.kind === 'generate') {
        const tokens = work.samples * work.maxTokens
        const kept = bytesPerWeight === undefined ? {} : { diskBytes: tokens * bytesPerToken }
        return { tokens, ...seconds(2 * tokens, generating), ...kept }
      }
      const tokens = work.steps * work.rowsPerStep * rowTokens
      return { tokens, ...seconds(6 * tokens, training), ...diskOf(work.models ?? 1) }
    },
    formula: `an estimate: (2 × parameters × tokens drawn) / ${tera(generating)} TFLOP/s + (6 × parameters × tokens trained on) / ${tera(training)} TFLOP/s, every response at its longest`,
    assumptions: [
      `Assumed of a GPU (${gpu}), and not measured: ${tera(generating)} TFLOP/s while many samples are drawn side by side, ${tera(training)} in training, about a tenth and two fifths of what its maker prints.`,
      'A training costs 6 operations a weight and token; the reference’s pass and what is computed twice to save memory count as time lost.',
      `Every response is taken to be as long as it may be, and a row of a training to have ${rowTokens} tokens: most are shorter, so that a run takes less.`,
      'Reading prompts, scoring, and starting servers are not counted.',
      ...(bytesPerWeight === undefined
        ? []
        : [
            `On the disk: ${bytesPerWeight} bytes a weight of each model that is kept, ${bytesPerTrainedWeight} a weight for the checkpoint of a training under way, ${bytesPerToken} a token drawn.`,
          ]),
    ],
  }

  function diskOf(models: number): Pick<Cost, 'diskBytes' | 'workBytes'> {
    if (parameters === undefined || bytesPerWeight === undefined) return {}
    return { diskBytes: models * parameters * bytesPerWeight, workBytes: parameters * bytesPerTrainedWeight }
  }
}

function tera(rate: number): number {
  return rate / 1e12
}
