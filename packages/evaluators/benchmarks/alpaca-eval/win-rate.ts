import type { Measurement } from '@retable/core'
import { numpySum } from '@retable/stats/numeric'
import { credit } from '../../judgements/credit.ts'
import { measurement } from '../../measure/measurement.ts'
import { isFlat, meanInterval } from '../../measure/measurements.ts'
import { pairRules } from './judges.ts'

/**
 * A preference as the chance, from 0 to 1, that the model's output is the better one: 0 and 1.5 are draws (alpaca_eval
 * once wrote 0); null where there is none or it lies outside 1 to 2.
 */
export function chanceOfWin(preference: number | null): number | null {
  if (preference === 0) return credit('tie', pairRules)
  return preference !== null && preference >= 1 && preference <= 2 ? preference - 1 : credit(null, pairRules)
}

/** Mean of values with the standard error of the mean (n − 1), summed as pandas does. */
export function meanAndError(values: readonly number[]) {
  const n = values.length
  const mean = numpySum(values) / n
  if (n < 2) return { mean, standardError: null, n }
  const variance = numpySum(values.map((value) => (mean - value) ** 2)) / (n - 1)
  return { mean, standardError: Math.sqrt(variance) / Math.sqrt(n), n }
}

/** A mean of chances as a measurement in percent. */
export function percent(name: string, values: readonly number[]): Measurement {
  const { mean, standardError, n } = meanAndError(values)
  const [value, error] = [mean * 100, standardError === null ? null : standardError * 100]
  const parts = { mean: value, standardError: error, independent: n, isFlat: isFlat(values) }
  const interval = meanInterval({ ...parts, unit: 'percent' })
  return measurement(name, value, { n, unit: 'percent', standardError: error, interval })
}

/** A plain number of things. */
export function count(
  name: string,
  value: number,
  n = value,
  unit: Measurement['unit'] = 'count',
): Measurement {
  return measurement(name, value, { n, unit })
}

/**
 * The plain figures of alpaca_eval (`describe_head2head`): win rate = 100 · mean chance of a win, discrete win rate the
 * same with each chance rounded to a win or a loss, and how many of each there are.
 *
 * @param chances - of every pair with a preference
 */
export function winRates(chances: readonly number[]): Measurement[] {
  const rounded = chances.map((x) => (x === 0.5 ? x : x > 0.5 ? 1 : 0))
  const total = chances.length
  const where = (test: (x: number) => boolean) => chances.filter(test).length
  return [
    percent('win_rate', chances),
    percent('discrete_win_rate', rounded),
    count(
      'n_wins',
      where((x) => x > 0.5),
      total,
    ),
    count(
      'n_wins_base',
      where((x) => x < 0.5),
      total,
    ),
    count(
      'n_draws',
      where((x) => x === 0.5),
      total,
    ),
    count('n_total', total),
  ]
}
