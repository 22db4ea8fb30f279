import type { DifferentFigure } from '@retable/core'

/** Sums of 805 doubles in another order differ by no more than this. */
const ofAnotherOrder = 1e-13

/** The same over the steps of a fit. */
const ofAnotherOrderInFit = 1e-10

/** Preferences rounded to ten decimals move a mean of them in percent by no more than this. */
const ofTenDecimals = 5e-9

/** Difficulties rounded to nine decimals move a fit by no more than this, in percent (measured: 1.4e-9 at most). */
const ofNineDecimals = 1e-8

/** What choosing another C moves a rate and its standard error by, at most: measured on 50 models. */
const ofAnotherC = { length_controlled_winrate: 0.09, lc_standard_error: 0.0011 } as const

/**
 * The C of the published fit where cross-validation on pseudo-labels chooses another: the one of the ten at which the
 * refit gives the published figure to 1e-8.
 */
const publishedC: Readonly<Record<string, string>> = {
  'FuseChat-Llama-3.2-3B-Instruct': '21.54',
  'gpt-3.5-turbo-1106_verbose': '2.783',
  'vicuna-13b-v1.5': '21.54',
  'falcon-7b-instruct': '2.783',
}

/** NullModel's figures by its published coefficients, which the published table contradicts. */
const nullModel = {
  length_controlled_winrate: { value: 86.325, within: 5e-5 },
  lc_standard_error: { value: 0.142288, within: 1e-6 },
} as const

/** By how much the mean length over a model's outputs file is below that over its annotated pairs, which lack rows. */
const lackingRows: Readonly<Record<string, number>> = {
  gpt35_turbo_instruct: 1,
  text_davinci_001: 1,
  'phi-2': 2,
}

/** The known cause of a difference from AlpacaEval 2's table, if it can make so large a one. */
export function whyDifferent(figure: DifferentFigure): string | undefined {
  const { subject, metric, published, measured } = figure
  const difference = Math.abs(measured - published)
  if (metric === 'length_controlled_winrate' || metric === 'lc_standard_error') {
    return whyLengthControlled(figure, metric)
  }
  if (metric === 'avg_length') {
    return measured - published === lackingRows[subject]
      ? 'the published mean is over the file of outputs, this one over the annotated pairs, of which some lack'
      : undefined
  }
  if (!['win_rate', 'standard_error', 'discrete_win_rate'].includes(metric)) return undefined
  if (difference <= ofAnotherOrder)
    return 'the sum runs in another order, which shows in the last digit of a double'
  if (difference <= ofTenDecimals && metric !== 'discrete_win_rate') {
    return 'the released preferences are rounded to ten decimals, the published figure was made before'
  }
  return undefined
}

function whyLengthControlled(
  { subject, published, measured, standIns }: DifferentFigure,
  metric: keyof typeof ofAnotherC,
): string | undefined {
  const difference = Math.abs(measured - published)
  const ofCoefficients = nullModel[metric]
  if (subject === 'NullModel' && Math.abs(measured - ofCoefficients.value) <= ofCoefficients.within) {
    return `the published table contradicts the published coefficients, which give ${ofCoefficients.value.toFixed(4)}, as here: they come from different runs`
  }
  // With the original file none of the causes below is there.
  if (standIns.length === 0) {
    return difference <= ofAnotherOrderInFit
      ? "a fit's many sums run in another order, which shows late in the digits of a double"
      : undefined
  }
  if (difference <= ofNineDecimals) {
    return 'the stand-in has difficulties to nine decimals, the published figure all digits of a double'
  }
  const c = publishedC[subject]
  if (c === undefined || difference > ofAnotherC[metric]) return undefined
  return `the published figure is the fit at C = ${c}; cross-validation on the stand-in's pseudo-labels chose a neighbouring C`
}
