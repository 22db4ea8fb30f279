import { counted, RetableError, type JudgementScore, type Measurement, type ReadAsset } from '@retable/core'
import { orUnavailable } from '../../../judgements/unavailable.ts'
import type { Annotations } from '../annotations.ts'
import { dfGamed, readGamedBaselines, type GamedBaselines } from './gamed-baselines.ts'
import { chancesAtEqualLength, fitLengthModel, type LengthFit } from './length-controlled.ts'
import { boundOfOtherC, plainly } from './other-c.ts'
import { orderNotes } from './row-order.ts'
import { count, meanAndError } from '../win-rate.ts'

/** Number of instructions in AlpacaEval's evaluation set. */
export const instructions = 805

/** What the length-controlled win rate of a file comes to; `fit` where there is one. */
export interface LengthScore extends Omit<JudgementScore, 'scores' | 'broken'> {
  readonly fit?: LengthFit
}

/** The length-controlled win rate of a file, or in a note why there is none. */
export async function lengthScore(annotations: Annotations, read: ReadAsset): Promise<LengthScore> {
  const { rows, broken, baseline, model } = annotations
  if (baseline !== '' && baseline === model) {
    const note = 'The model is its own baseline: its length-controlled win rate is 50 by definition.'
    return { measurements: [count('lc_win_rate', 50, rows.length, 'percent')], notes: [note] }
  }
  const total = rows.length + broken.length
  if (total > instructions) {
    const note = `Length control is left out: the file has ${counted(total, 'row')}, and AlpacaEval has ${instructions} instructions.`
    return { measurements: [], notes: [note] }
  }
  const gamed = await orUnavailable(readGamedBaselines(read))
  if (gamed instanceof RetableError) {
    return { measurements: [], notes: [`Length control is left out: ${gamed.message}.`] }
  }
  const aboutOrder = await orderNotes(rows, read)
  const fit = fitLengthModel(rows, gamed)
  return {
    measurements: lengthMeasurements(chancesAtEqualLength(rows, gamed, fit.model)),
    notes: [...aboutOrder, ...lengthNotes(annotations, fit.c), ...standInNotes(annotations, gamed, fit)],
    standIns: gamed.isStandIn ? [dfGamed.name] : [],
    fit,
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

function lengthNotes({ baseline }: Annotations, c: number): string[] {
  return [
    `Length control: C = ${plainly(c)} by cross-validation.`,
    'lc_standard_error is what alpaca_eval prints: the spread of predictions over instructions, not how uncertain lc_win_rate is. No interval is drawn from it.',
    ...(baseline !== '' && baseline !== 'gpt4_1106_preview'
      ? [
          `The baseline is ${baseline}; difficulties and gamed pairs are those of gpt4_1106_preview, as in alpaca_eval.`,
        ]
      : []),
  ]
}

/** The first holds of every file, the second of this one. */
function standInNotes({ rows }: Annotations, gamed: GamedBaselines, fit: LengthFit): string[] {
  if (!gamed.isStandIn) return []
  const { cs, rate, error } = boundOfOtherC(rows, gamed, fit)
  const moved = `lc_win_rate by at most ${upTo(rate, 3)} points and lc_standard_error by at most ${upTo(error, 4)}`
  return [
    'The stand-in of df_gamed.csv was recovered from published numbers: real lengths and difficulties, but pseudo-labels for preferences. A fit at a given C is the same; cross-validation may choose another C than on the original.',
    cs.length === 1
      ? 'On this file no other C scores within a quarter of a standard error of the best, where that of every published fit whose C can be told lies.'
      : `On this file each C from ${plainly(cs[0]!)} to ${plainly(cs.at(-1)!)} scores within a quarter of a standard error of the best, as does that of every published fit whose C can be told: another of them moves ${moved}.`,
  ]
}

/** A bound is rounded up. */
function upTo(bound: number, decimals: number): string {
  return (Math.ceil(bound * 10 ** decimals) / 10 ** decimals).toFixed(decimals)
}
