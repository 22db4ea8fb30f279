import type { PaperReplay, ReplayedCell } from '@retable/core'
import { current, rewardBenchScore, subsets } from '@retable/evaluators/reward-bench'
import { readme, sections, subset } from './relations.released-model.ts'

/** RewardBench's metrics by the README's columns. */
const columns: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(sections).map((section) => [section, section.replace('-', '_')])),
  'final-score': 'score',
}

/** The released model's sections and score, from RewardBench's leaderboard of its subsets. */
export const replay: PaperReplay = {
  source: 'RewardBench’s leaderboard, subsets of the released model',
  groups: [
    {
      cells: Object.keys(columns).map(readme),
      recompute(_read, printed) {
        const measured = new Map(
          rewardBenchScore(resultsOf(printed), current).map(({ name, value }) => [name, 100 * value]),
        )
        return Promise.resolve(
          Object.entries(columns).map(([column, metric]): ReplayedCell => ({
            cell: readme(column),
            value: measured.get(metric)!,
            from: 'leaderboard',
            source: 'subsets of RewardBench’s leaderboard, weighted by its example counts',
          })),
        )
      },
    },
  ],
  whyNotRecomputed: ({ cell, table }) => {
    if (cell.startsWith(subset(''))) {
      return 'it is what the sections are recomputed from; the model’s judgements were not released'
    }
    if (table.startsWith('RewardBench leaderboard')) {
      return 'it is a subset of another released model, whose sections no source prints; its judgements were not released'
    }
    return table === 'Text sec 4.1 (data sizes)'
      ? 'it is a size of the paper’s data or a setting, which no output gives'
      : 'no judgements of the paper were released'
  },
}

/** The printed subset scores as results of one item each: their weights are RewardBench's, whatever was judged. */
function resultsOf(printed: ReadonlyMap<string, string>) {
  const cells = subsets.flatMap(({ id }) => {
    const value = printed.get(subset(id.toLowerCase()))
    return value === undefined ? [] : [[id, Number(value) / 100] as const]
  })
  return new Map(cells.map(([id, share]) => [id, { right: share, rightSquared: share, n: 1 }]))
}
