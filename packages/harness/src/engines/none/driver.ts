import type { Cost, EngineDriver } from '@retable/core'
import { gtValue, number, optional, pipe } from 'valibot'
import { name, parts } from '../../schema/parts.ts'
import { settingsIn } from '../../schema/settings.ts'

/** Floating-point operations a second that a GPU is taken to reach; an assumption, named in the formula. */
const [generationRate, trainingRate] = [30e12, 120e12]

/** Tokens of a prompt and a response, for the estimate. */
const context = 768

const formula = `an estimate: (2 × parameters × tokens drawn) / ${generationRate / 1e12} TFLOP/s + (6 × parameters × tokens trained on) / ${trainingRate / 1e12} TFLOP/s, every response at its longest`

const wanted = 'a number above 0'

/** `parameters` is left out for a model that others serve: its tokens are counted, and no GPU is needed here. */
const settings = parts({ reason: name, parameters: optional(pipe(number(wanted), gtValue(0, wanted))) })

/** Plays the roles of a tier that can be laid out, with its cost, and not run here: its settings say why. */
export const driver: EngineDriver = {
  id: 'none',
  packages: [],
  prepare(given) {
    const { reason, parameters } = settingsIn(settings, given)
    return {
      open: () => Promise.reject(new Error(`this tier ${reason}`)),
      cost(work) {
        if (work.kind === 'generate') {
          const tokens = work.samples * work.maxTokens
          return costOf(tokens, (2 * tokens) / generationRate, parameters)
        }
        const tokens = work.steps * work.rowsPerStep * context
        return costOf(tokens, (6 * tokens) / trainingRate, parameters)
      },
      ...(parameters === undefined ? {} : { formula }),
      cannotRun: reason,
    }
  },
}

function costOf(tokens: number, gpuSecondsEach: number, parameters: number | undefined): Cost {
  return parameters === undefined ? { tokens } : { tokens, gpuSeconds: gpuSecondsEach * parameters }
}
