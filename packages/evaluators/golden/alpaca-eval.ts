import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Annotation } from '../alpaca-eval/annotations.ts'
import { csvRows } from '../alpaca-eval/csv-rows.ts'
import { parseGamed, type GamedBaselines } from '../alpaca-eval/gamed-baselines.ts'
import { isSwitched, weightedJudge } from '../alpaca-eval/judges.ts'
import { chancesAtEqualLength, fitLengthModel } from '../alpaca-eval/length-controlled.ts'
import { chanceOfWin, meanAndError, winRates } from '../alpaca-eval/win-rate.ts'
import { Tally, goldenRows, type Comparison } from './comparison.ts'

/** A model's annotations without their texts. */
interface Preferences {
  readonly model: string
  readonly preference: readonly (number | null)[]
  /** Instruction of each row; null where none lacks. */
  readonly index?: readonly number[] | null
  /** Code points of the baseline's outputs, null where they are the reference's, and of the model's. */
  readonly len_1?: readonly number[] | null
  readonly len_2?: readonly number[]
}
interface Instruction {
  readonly index: number
  readonly instruction: string
  readonly reference_len_code_points: number
  readonly is_switched_seed0: boolean
}
interface LogprobCase {
  readonly model: string
  readonly index: number
  readonly is_switched: boolean
  readonly same_output: boolean
  readonly top_logprobs: unknown
  readonly preference: number | null
}
interface FullAnnotation {
  readonly instruction: string
  readonly preference: number | null
  readonly raw_completion: unknown
}
type Row = Readonly<Record<string, string>>

/** Every comparison of AlpacaEval with published figures, from the golden data in `golden`. */
export function comparisons(golden: string): Comparison[] {
  const data = path.join(golden, 'judge/alpaca_eval')
  return [
    ...plainFigures(
      data,
      'leaderboard_weighted_alpaca_eval_gpt4_turbo.csv',
      'AlpacaEval 2',
      ofFiftyModels(data),
    ),
    ...plainFigures(
      path.join(golden, 'judge/alpaca_eval_1'),
      'leaderboard_alpaca_eval_gpt4.csv',
      'AlpacaEval 1',
      goldenRows<Preferences>(golden, 'judge/alpaca_eval_1/preferences_alpaca_eval_gpt4.jsonl.gz'),
    ),
    byPublishedCoefficients(data),
    ...lengthControlled(data),
    ...judgements(data),
  ]
}

function plainFigures(
  data: string,
  csv: string,
  source: string,
  models: readonly Preferences[],
): Comparison[] {
  const published = table(data, csv, '')
  const [figures, counts] = [new Tally(), new Tally()]
  let compared = 0
  for (const { model, preference } of models) {
    const row = published.get(model)
    if (row === undefined) continue
    compared += 1
    const chances = preference.map(chanceOfWin).filter((chance) => chance !== null)
    const [winRate, discrete, ...whole] = winRates(chances)
    within(figures, 1e-6, `${model} win rate`, row['win_rate'], winRate!.value)
    within(figures, 1e-6, `${model} standard error`, row['standard_error'], winRate!.standardError)
    within(figures, 1e-6, `${model} discrete win rate`, row['discrete_win_rate'], discrete!.value)
    for (const { name, value } of whole) counts.add(`${model} ${name}`, Number(row[name]), value)
  }
  const of = `of ${compared} models`
  return [
    figures.comparison(source, `win rate, standard error and discrete win rate ${of}, within 1e-6`),
    counts.comparison(source, `wins, losses, draws and pairs ${of}`),
  ]
}

function lengthControlled(data: string): Comparison[] {
  const leaderboard = table(data, 'leaderboard_weighted_alpaca_eval_gpt4_turbo.csv', '')
  const coefficients = table(data, coefficientFile, '')
  const upstream = table(data, 'lc_expected.csv', 'model')
  const csv = gunzipSync(readFileSync(path.join(data, 'df_gamed_reconstructed.csv.gz'))).toString('utf8')
  const gamed: GamedBaselines = { ...parseGamed(csv), isStandIn: true }
  const [predicted, early, exact, errors, chosen] = [
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
    within(predicted, 1e-6, model, published, result(coefficientsIn(coefficients.get(model)!)).rate)
    const c = Number(upstream.get(model)!['C_matching_published'])
    const stopped = result(fitLengthModel(rows, gamed, { c }).model)
    within(early, 1e-6, model, published, stopped.rate)
    const printed = leaderboard.get(model)!['lc_standard_error']
    if (printed) within(errors, 1e-6, model, printed, stopped.error)
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
  }
  const source = 'AlpacaEval 2'
  return [
    predicted.comparison(
      source,
      'the same of the 50 models, from the rows of their annotations, within 1e-6',
    ),
    early.comparison(
      source,
      'these refitted at the one C of ten that fits it, stopping as liblinear does, within 1e-6',
    ),
    errors.comparison(source, 'their standard error, where the table has one, within 1e-6'),
    exact.comparison(source, 'these refitted at that C, to the exact optimum, within 0.02 points'),
    ...validated.map(({ tolerance, tally }) =>
      tally.comparison(source, `the whole fit, C chosen on pseudo-labels, within ${tolerance} points`),
    ),
    chosen.comparison('scikit-learn 1.2.1', 'the C that it chooses on the same pseudo-labels'),
  ]
}

/** Every model of the table that has coefficients, its annotations at hand or not. */
function byPublishedCoefficients(data: string): Comparison {
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
    const near = rates.find((value) => Math.abs(value - wanted) <= 1e-6)
    within(tally, 1e-6, model, wanted, near ?? rates[0]!)
  }
  return tally.comparison(
    'AlpacaEval 2',
    'length-controlled win rate by the published coefficients, every model that has them, within 1e-6',
  )
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

function judgements(data: string): Comparison[] {
  const [switched, parsed, whole] = [new Tally(), new Tally(), new Tally()]
  for (const row of goldenRows<Instruction>(data, 'instructions.jsonl.gz')) {
    switched.add(`row ${row.index}`, row.is_switched_seed0, isSwitched(row.instruction))
  }
  const preferenceOf = (shown: unknown, isSwapped: boolean) => {
    const read = weightedJudge.parse(JSON.stringify(shown))
    return read === null || !isSwapped ? read : 3 - read
  }
  for (const row of goldenRows<LogprobCase>(data, 'logprob_cases.jsonl.gz')) {
    // Equal outputs are not shown to the judge: their preference is 1.5 by rule.
    const ours = row.same_output ? 1.5 : preferenceOf(row.top_logprobs, row.is_switched)
    within(parsed, 6e-11, `${row.model} ${row.index}`, row.preference, ours)
  }
  const file = gunzipSync(readFileSync(path.join(data, 'annotations_full_alpaca-7b.json.gz'))).toString(
    'utf8',
  )
  for (const [i, row] of (JSON.parse(file) as readonly FullAnnotation[]).entries()) {
    if (row.raw_completion === null) continue
    const ours = preferenceOf(row.raw_completion, isSwitched(row.instruction))
    within(whole, 6e-11, `row ${i}`, row.preference, ours)
  }
  return [
    switched.comparison('alpaca_eval', 'which output each instruction shows first'),
    parsed.comparison(
      'alpaca_eval',
      'preference in the log-probabilities of three models, to its ten decimals',
    ),
    whole.comparison(
      'alpaca_eval',
      'the same of alpaca-7b from whole completions, with the order drawn anew',
    ),
  ]
}

/** Equal if no further apart than the tolerance; both null is equal too. */
function within(
  tally: Tally,
  tolerance: number,
  where: string,
  published: string | number | null | undefined,
  computed: number | null,
): void {
  const theirs = published === null ? null : Number(published)
  const isNear = theirs !== null && computed !== null && Math.abs(theirs - computed) <= tolerance
  tally.add(where, theirs, isNear ? theirs : computed)
}

function ofFiftyModels(data: string): Preferences[] {
  const wanted = table(data, 'lc_expected.csv', 'model')
  return goldenRows<Preferences>(data, 'weighted_preferences.jsonl.gz').filter(({ model }) =>
    wanted.has(model),
  )
}

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
    }
  })
}

/** Rows of a CSV file by the value in one of its columns. */
function table(data: string, file: string, key: string): ReadonlyMap<string, Row> {
  const rows = csvRows(readFileSync(path.join(data, file), 'utf8'))
  return new Map(rows.map((row) => [row[key] ?? '', row]))
}
