import type { DifferentFigure, KnownCause } from '@retable/core'

/** Sums of 805 doubles in another order differ by no more than this. */
const ofAnotherOrder = 1e-13

/** The same over the steps of a fit. */
const ofAnotherOrderInFit = 1e-10

/** Preferences rounded to ten decimals move a mean of them in percent by no more than this. */
const ofTenDecimals = 5e-9

/** Difficulties rounded to nine decimals move a fit by no more than this, in percent (measured: 7.1e-9 at most). */
const ofNineDecimals = 1e-8

/** The known cause of a difference from a table of AlpacaEval, if it can make so large a one. */
export function whyDifferent(figure: DifferentFigure): KnownCause | string | undefined {
  const { metric, published, measured } = figure
  const difference = Math.abs(measured - published)
  if (metric === 'length_controlled_winrate' || metric === 'lc_standard_error') {
    return whyLengthControlled(figure)
  }
  if (!['win_rate', 'standard_error', 'discrete_win_rate'].includes(metric)) return undefined
  if (difference <= ofAnotherOrder)
    return 'the sum runs in another order, which shows in the last digit of a double'
  if (difference <= ofTenDecimals && metric !== 'discrete_win_rate') {
    return 'the released preferences are rounded to ten decimals, the published figure was made before'
  }
  return undefined
}

function whyLengthControlled({
  published,
  measured,
  standIns,
  otherwise = [],
}: DifferentFigure): KnownCause | string | undefined {
  const difference = Math.abs(measured - published)
  // With the original file none of the causes below is there.
  if (standIns.length === 0) {
    return difference <= ofAnotherOrderInFit
      ? "a fit's many sums run in another order, which shows late in the digits of a double"
      : undefined
  }
  if (difference <= ofNineDecimals) {
    return 'the stand-in has difficulties to nine decimals, the published figure all digits of a double'
  }
  // Both must be fits of the ten: the measured figure at one C, the published at another, which no third one gives too.
  if (!otherwise.some(({ value }) => Math.abs(value - measured) <= ofAnotherOrderInFit)) return undefined
  const same = otherwise.filter(({ value }) => Math.abs(value - published) <= ofNineDecimals)
  const [only, ...others] = same
  if (only === undefined || others.length > 0) return undefined
  return {
    reason: `the published figure is the fit at ${only.setting}, to eight decimals; cross-validation on the stand-in's pseudo-labels chose another C of the ten`,
    isFitted: true,
  }
}
