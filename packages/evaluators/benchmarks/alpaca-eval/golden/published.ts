import path from 'node:path'
import { chanceOfWin, winRates } from '../win-rate.ts'
import { ofFiftyModels, table, within, type Preferences } from './data.ts'
import { judgements } from './judgements.ts'
import { byPublishedCoefficients, lengthControlled } from './length.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'

/** Every comparison of AlpacaEval with published figures, from the golden data in `golden`. */
export function comparisons(golden: string): Comparison[] {
  const data = path.join(golden, 'judge/alpaca_eval')
  return [
    ...plainFigures(
      data,
      'leaderboard_weighted_alpaca_eval_gpt4_turbo.csv',
      'AlpacaEval 2',
      ofFiftyModels(data),
      second,
    ),
    ...plainFigures(
      path.join(golden, 'judge/alpaca_eval_1'),
      'leaderboard_alpaca_eval_gpt4.csv',
      'AlpacaEval 1',
      goldenRows<Preferences>(golden, 'judge/alpaca_eval_1/preferences_alpaca_eval_gpt4.jsonl.gz'),
      first,
    ),
    byPublishedCoefficients(data),
    ...lengthControlled(data),
    ...judgements(data),
  ]
}

/** How near a figure must come, in percent. */
interface Tolerances {
  readonly winRate: number
  readonly standardError: number
  readonly discrete: number
  /** The three as the table of comparisons has them. */
  readonly text: string
}

/** Released preferences have ten decimals. */
const second: Tolerances = {
  winRate: 1e-9,
  standardError: 1e-11,
  discrete: 1e-12,
  text: '1e-9, 1e-11 and 1e-12',
}
/** Some rows of AlpacaEval 1's table are printed with fewer digits. */
const first: Tolerances = { winRate: 1e-6, standardError: 1e-6, discrete: 1e-6, text: '1e-6' }

function plainFigures(
  data: string,
  csv: string,
  source: string,
  models: readonly Preferences[],
  tolerances: Tolerances,
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
    within(figures, tolerances.winRate, `${model} win rate`, row['win_rate'], winRate!.value)
    within(
      figures,
      tolerances.standardError,
      `${model} standard error`,
      row['standard_error'],
      winRate!.standardError,
    )
    within(
      figures,
      tolerances.discrete,
      `${model} discrete win rate`,
      row['discrete_win_rate'],
      discrete!.value,
    )
    for (const { name, value } of whole) counts.add(`${model} ${name}`, Number(row[name]), value)
  }
  const of = `of ${compared} models`
  return [
    figures.comparison(
      source,
      `win rate, standard error and discrete win rate ${of}, within ${tolerances.text}`,
    ),
    counts.comparison(source, `wins, losses, draws and pairs ${of}`),
  ]
}
