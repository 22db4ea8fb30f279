import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Annotation } from '../annotations.ts'
import { csvRows } from '../../../judgements/csv-rows.ts'
import type { GamedBaselines } from '../length-control/gamed-baselines.ts'
import { parseGamed } from '../length-control/parse-gamed.ts'
import { chancesAtEqualLength, fitLengthModel } from '../length-control/length-controlled.ts'
import { boundOfOtherC } from '../length-control/other-c.ts'
import { chanceOfWin, meanAndError } from '../win-rate.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'
import { ofFiftyModels, table, within, type Instruction, type Preferences, type Row } from './data.ts'

/** Every model of the table that has coefficients, its annotations at hand or not. */
export function byPublishedCoefficients(data: string): Comparison {
  const leaderboard = table(data, 'leaderboard_weighted_alpaca_eval_gpt4_turbo.csv', '')
  const gamed = { difficulties: difficultiesIn(data) }
  const tally = new Tally()
  for (const [model, row] of table(data, coefficientFile, '')) {
    const published = leaderboard.get(model)
    if (published === undefined) continue
    const rate = (n: number) => {
      const rows = Array.from({ length: n }, (_, i) => ({ row: i }))
      return 100 * meanAndError(chancesAtEqualLength(rows, gamed, coefficientsIn(row))).mean
    }
    // A file that lacks rows has the first difficulties only; pairs without a preference are no lack.
    const wanted = Number(published['length_controlled_winrate'])
    const rates = [rate(gamed.difficulties.length), rate(Number(published['n_total']))]
    const near = rates.find((value) => Math.abs(value - wanted) <= 5e-8)
    within(tally, 5e-8, model, wanted, near ?? rates[0]!)
  }
  return tally.comparison(
    'AlpacaEval 2',
    'length-controlled win rate by the published coefficients, every model that has them, within 5e-8',
  )
}

/** The fit of 50 models, given its coefficients, given its C, and whole. */
export function lengthControlled(data: string): Comparison[] {
  const leaderboard = table(data, 'leaderboard_weighted_alpaca_eval_gpt4_turbo.csv', '')
  const coefficients = table(data, coefficientFile, '')
  const upstream = table(data, 'lc_expected.csv', 'model')
  const csv = gunzipSync(readFileSync(path.join(data, 'df_gamed_reconstructed.csv.gz'))).toString('utf8')
  const gamed: GamedBaselines = { ...parseGamed(csv), isStandIn: true }
  const [predicted, early, exact, errors, chosen, bounded] = [
    new Tally(),
    new Tally(),
    new Tally(),
    new Tally(),
    new Tally(),
    new Tally(),
  ]
  const validated = tolerances.map((tolerance) => ({ tolerance, tally: new Tally() }))
  const references = goldenRows<Instruction>(data, 'instructions.jsonl.gz').map(
    (row) => row.reference_len_code_points,
  )
  for (const given of ofFiftyModels(data)) {
    const { model } = given
    const rows = annotationsOf(given, references)
    const published = leaderboard.get(model)!['length_controlled_winrate']!
    const result = (of: { readonly difficulty: number; readonly model: number }) => {
      const { mean, standardError } = meanAndError(chancesAtEqualLength(rows, gamed, of))
      return { rate: mean * 100, error: standardError! * 100 }
    }
    within(predicted, 1e-9, model, published, result(coefficientsIn(coefficients.get(model)!)).rate)
    const c = Number(upstream.get(model)!['C_matching_published'])
    const stopped = result(fitLengthModel(rows, gamed, { c }).model)
    within(early, 5e-9, model, published, stopped.rate)
    const printed = leaderboard.get(model)!['lc_standard_error']
    if (printed) within(errors, 1e-9, model, printed, stopped.error)
    within(
      exact,
      0.02,
      model,
      published,
      result(fitLengthModel(rows, gamed, { c, solver: 'exact' }).model).rate,
    )
    const fitted = fitLengthModel(rows, gamed)
    const theirs = Number(upstream.get(model)!['C_selected_by_cv_on_pseudo_labels'])
    chosen.add(model, theirs.toPrecision(4), fitted.c.toPrecision(4))
    const { rate } = result(fitted.model)
    for (const { tolerance, tally } of validated) within(tally, tolerance, model, published, rate)
    within(bounded, boundOfOtherC(rows, gamed, fitted).rate + 5e-9, model, published, rate)
  }
  const source = 'AlpacaEval 2'
  return [
    predicted.comparison(
      source,
      'the same of the 50 models, from the rows of their annotations, within 1e-9',
    ),
    early.comparison(
      source,
      'these refitted at the one C of ten that fits it, stopping as liblinear does, within 5e-9',
    ),
    errors.comparison(source, 'their standard error, where the table has one, within 1e-9'),
    exact.comparison(source, 'these refitted at that C, to the exact optimum, within 0.02 points'),
    ...validated.map(({ tolerance, tally }) =>
      tally.comparison(source, `the whole fit, C chosen on pseudo-labels, within ${tolerance} points`),
    ),
    bounded.comparison(source, 'the whole fit, within the bound that is computed for each file'),
    chosen.comparison('scikit-learn 1.2.1', 'the C that it chooses on the same pseudo-labels'),
  ]
}

const coefficientFile = 'glm_weights_length_controlled_v1_baseline_gpt4_1106_preview.csv'

function coefficientsIn(row: Row) {
  return {
    difficulty: Number(row['instruction_difficulty']),
    model: Number(row['not_gamed_baseline.astype(float)']),
  }
}

function difficultiesIn(data: string): Float64Array {
  const rows = csvRows(readFileSync(path.join(data, 'instruction_difficulty.csv'), 'utf8'))
  return Float64Array.from(rows, (row) => Number(row['instruction_difficulty']))
}

const tolerances = [0.005, 0.02, 0.1, 0.16]

/** Annotations with texts of the right lengths. */
function annotationsOf(given: Preferences, references: readonly number[]): Annotation[] {
  return given.preference.map((preference, row) => {
    const reference = references[given.index?.[row] ?? row] ?? 0
    return {
      row,
      instruction: '',
      baselineOutput: 'x'.repeat(given.len_1?.[row] ?? reference),
      output: 'x'.repeat(given.len_2?.[row] ?? 0),
      preference,
      chance: chanceOfWin(preference),
    }
  })
}
