import { counted, RetableError, type JudgementScore, type Measurement, type ReadAsset } from '@retable/core'
import { orNotToBeHad } from '../judgements/not-to-be-had.ts'
import type { Annotations } from './annotations.ts'
import { dfGamed, readGamedBaselines } from './gamed-baselines.ts'
import { chancesAtEqualLength, fitLengthModel } from './length-controlled.ts'
import { orderNotes } from './row-order.ts'
import { count, meanAndError } from './win-rate.ts'

/** Number of instructions in AlpacaEval's evaluation set. */
export const instructions = 805

/** The length-controlled win rate of a file, or in a note why there is none. */
export async function lengthScore(
  annotations: Annotations,
  read: ReadAsset,
): Promise<Omit<JudgementScore, 'scores' | 'broken'>> {
  const { rows, broken, baseline, model } = annotations
  if (baseline !== '' && baseline === model) {
    const note = 'The model is its own baseline: its length-controlled win rate is 50 by definition.'
    return { measurements: [count('lc_win_rate', 50, rows.length, 'percent')], notes: [note] }
  }
  const total = rows.length + broken.length
  if (total > instructions) {
    const note = `Length control is left out: the file has ${counted(total, 'row')}, and AlpacaEval 2 has ${instructions} instructions.`
    return { measurements: [], notes: [note] }
  }
  const gamed = await orNotToBeHad(readGamedBaselines(read))
  if (gamed instanceof RetableError) {
    return { measurements: [], notes: [`Length control is left out: ${gamed.message}.`] }
  }
  const aboutOrder = await orderNotes(rows, read)
  const fit = fitLengthModel(rows, gamed)
  return {
    measurements: lengthMeasurements(chancesAtEqualLength(rows, gamed, fit.model)),
    notes: [...aboutOrder, ...lengthNotes(annotations, fit.c, gamed.isStandIn)],
    standIns: gamed.isStandIn ? [dfGamed.name] : [],
  }
}

/**
 * The rate has no standard error of its own: what alpaca_eval prints as one is the spread of the fitted predictions over
 * instructions, which says nothing of how uncertain the fit is. It stands beside as a figure.
 */
function lengthMeasurements(chances: readonly number[]): Measurement[] {
  const { mean, standardError, n } = meanAndError(chances)
  return [
    count('lc_win_rate', mean * 100, n, 'percent'),
    ...(standardError === null ? [] : [count('lc_standard_error', standardError * 100, n, 'percent')]),
  ]
}

function lengthNotes({ baseline }: Annotations, c: number, isStandIn: boolean): string[] {
  return [
    `Length control: C = ${c.toPrecision(4)} by cross-validation.`,
    'lc_standard_error is what alpaca_eval prints: the spread of predictions over instructions, not how uncertain lc_win_rate is. No interval is drawn from it.',
    ...(isStandIn
      ? [
          'The stand-in of df_gamed.csv was recovered from published numbers: real lengths and difficulties, but pseudo-labels for preferences. A fit at a given C is the same; cross-validation chose another C than the published fit for 13 of 50 models, which moved the rate by at most 0.09 points.',
        ]
      : []),
    ...(baseline !== '' && baseline !== 'gpt4_1106_preview'
      ? [`The baseline is ${baseline}; difficulties and gamed pairs are those of gpt4_1106_preview.`]
      : []),
  ]
}
