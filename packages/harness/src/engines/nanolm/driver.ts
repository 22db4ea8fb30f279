import type { EngineDriver } from '@retable/core'
import { integer, minValue, number, pipe } from 'valibot'
import { parts, texts } from '../../schema/parts.ts'
import { settingsIn } from '../../schema/settings.ts'

const wanted = 'a whole number above 0'
const size = pipe(number(wanted), integer(wanted), minValue(1, wanted))

const settings = parts({ pieces: texts, width: size, layers: size, heads: size, context: size })

/** A tiny language model that is trained and sampled in this process, bit for bit the same on every machine. */
export const driver: EngineDriver = {
  id: 'nanolm',
  packages: ['core', 'stats', 'nano-tasks', 'nanolm'],
  prepare(given) {
    const { pieces, width, layers, heads, context } = settingsIn(settings, given)
    return {
      async open({ workers }) {
        const { openNanolm } = await import('@retable/nanolm')
        return openNanolm({
          ...{ pieces, width, layers, heads, context },
          ...(workers === undefined ? {} : { workers }),
        })
      },
      cost: (work) => ({
        tokens:
          work.kind === 'generate' ? work.samples * work.maxTokens : work.steps * work.rowsPerStep * context,
      }),
    }
  },
}
