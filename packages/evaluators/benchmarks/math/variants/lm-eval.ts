import type { Variant } from '@retable/core'
import { sameAsHendrycks } from '../hendrycks-normal.ts'
import { normalOrRaw } from './hendrycks.ts'

/**
 * The task hendrycks_math of lm-evaluation-harness 0.4.13: what stands between the first and the last dollar sign (the
 * whole output if it has fewer than two), compared in the MATH authors' string form. A box counts for nothing in it,
 * and a slash between other things than whole numbers ("x/2") makes the harness compare both sides as they are.
 */
export const lmEvalHendrycks: Variant = {
  id: 'lm-eval-hendrycks',
  version: '1',
  summary: 'between the first and the last "$", else the whole output; string equality as in hendrycks',
  source: 'lm-evaluation-harness 0.4.13, task hendrycks_math, process_results',
  unparsedVotes: false,
  grade(output, { gold }) {
    const right = normalOrRaw(gold)
    const [start, end] = [output.indexOf('$'), output.lastIndexOf('$')]
    const found = start === end ? output : output.slice(start + 1, end)
    if (found.trim() === '') return { extracted: null, gold: right, score: 0 }
    return {
      extracted: normalOrRaw(found),
      gold: right,
      score: sameAsHendrycks(found, gold, 'raises') ? 1 : 0,
    }
  },
}
