import type { EngineDriver } from '@retable/core'
import { gtValue, number, optional, pipe } from 'valibot'
import { name, parts } from '../../schema/parts.ts'
import { settingsIn } from '../../schema/settings.ts'
import { estimate } from '../costs/estimate.ts'

const wanted = 'a number above 0'

/** `parameters` is left out for a model that others serve: its tokens are counted, and no GPU is needed here. */
const settings = parts({ reason: name, parameters: optional(pipe(number(wanted), gtValue(0, wanted))) })

/** Plays the roles of a tier that can be laid out, with its cost, and not run here: its settings say why. */
export const driver: EngineDriver = {
  id: 'none',
  packages: [],
  prepare(given) {
    const { reason, parameters } = settingsIn(settings, given)
    const { cost, formula, assumptions } = estimate({
      ...{ gpu: 'A100 80 GB', rowTokens: 768 },
      ...(parameters === undefined ? {} : { parameters }),
    })
    return {
      open: () => Promise.reject(new Error(`this tier ${reason}`)),
      cost,
      ...(parameters === undefined ? {} : { formula, assumptions }),
      cannotRun: reason,
    }
  },
}
