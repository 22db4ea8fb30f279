import type { Asset, Judge, JudgeLeaderboard, Measurement, ReadAsset, RecomputedRow } from '@retable/core'
import { annotationsOf, annotationsOf1, leaderboardCsv } from './assets.ts'
import { readGamedBaselines } from './length-control/gamed-baselines.ts'
import { rankingJudge, weightedJudge } from './judges.ts'
import { whyDifferent } from './known-differences.ts'
import { otherwiseFigures } from './length-control/other-c.ts'
import { figures1, otherModels1, printedRows1 } from './table-1.ts'
import { measuredWithFit } from './variants.ts'
import { count } from './win-rate.ts'

/** AlpacaEval 2's table; the annotations of 18 of its 223 models are pinned. */
export const alpacaEval2: JudgeLeaderboard = {
  id: 'alpaca-eval-2',
  source: 'alpaca_eval at cd543a1, data_AlpacaEval_2/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  async published(read) {
    const { parseLeaderboard } = await import('./parse-leaderboard.ts')
    return parseLeaderboard(new TextDecoder().decode(await read(leaderboardCsv)))
  },
  recompute: (subject, read) => recomputed(annotationsOf(subject), weightedJudge, read),
  whyNotRecomputed: () =>
    'its annotations are not pinned: most such files are over 4 MiB, and no copy was at hand to take a sha256 from',
  whyDifferent,
}

/** AlpacaEval 1's table; the annotations of 3 of its 102 models are pinned. */
export const alpacaEval1Table: JudgeLeaderboard = {
  id: 'alpaca-eval-1',
  source: 'alpaca_eval at cd543a1, data_AlpacaEval/alpaca_eval_gpt4_leaderboard.csv',
  published: () =>
    Promise.resolve([
      ...printedRows1.map(([subject, ...printed]) => ({
        subject,
        cells: figures1.map((metric, i) => ({ metric, printed: printed[i]!, scale: 1 })),
      })),
      ...otherModels1.map((subject) => ({ subject, cells: [] })),
    ]),
  recompute: (subject, read) => recomputed(annotationsOf1(subject), rankingJudge, read),
  whyNotRecomputed: () => 'its annotations are not pinned: no copy was at hand to take a sha256 from',
  whyDifferent,
}

/** The figures of pinned annotations, and with the stand-in those at each of the ten C. */
async function recomputed(
  asset: Asset | undefined,
  judge: Judge<number>,
  read: ReadAsset,
): Promise<RecomputedRow | null> {
  if (asset === undefined) return null
  const file = { bytes: await read(asset), name: asset.name }
  const { score, annotations, fit } = await measuredWithFit(file, judge, read)
  const { measurements, notes, standIns = [] } = score
  const otherwise =
    fit === undefined || standIns.length === 0
      ? []
      : otherwiseFigures(annotations.rows, await readGamedBaselines(read), fit)
  return { measurements: [...measurements, ...asPublished(measurements)], notes, standIns, otherwise }
}

/** The table's names for what the variant measures under its own. */
function asPublished(measurements: readonly Measurement[]): Measurement[] {
  return measurements.flatMap((measurement) => {
    const { name, value, standardError, n } = measurement
    if (name === 'win_rate' && standardError !== null)
      return [count('standard_error', standardError, n, 'percent')]
    return name === 'lc_win_rate' ? [count('length_controlled_winrate', value, n, 'percent')] : []
  })
}
