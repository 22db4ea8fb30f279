import type { PaperReplay, ReplayedCell } from '@retable/core'
import { readme, sections, subset } from './relations.released-model.ts'

/** The released model's sections and score, from RewardBench's leaderboard of its subsets. */
export const replay: PaperReplay = {
  source: 'RewardBench’s leaderboard, subsets of the released model',
  recompute(_read, printed) {
    const valueOf = (name: string) => Number(printed.get(subset(name)))
    const means = Object.entries(sections).map(([section, counts]) => {
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
      const right = Object.entries(counts).reduce((sum, [name, count]) => sum + count * valueOf(name), 0)
      return [section, right / total] as const
    })
    const score = means.reduce((sum, [, mean]) => sum + mean, 0) / means.length
    const cells = [...means, ['final-score', score] as const].map(([column, value]): ReplayedCell => ({
      cell: readme(column),
      value,
      from: 'leaderboard',
      source: 'subsets of RewardBench’s leaderboard, weighted by its example counts',
    }))
    return Promise.resolve(cells)
  },
  whyNotRecomputed: (cell) =>
    cell.startsWith('rewardbench-leaderboard-per-subset/')
      ? 'it is what the sections are recomputed from; the model’s judgements were not released'
      : 'no judgements of the paper were released',
}
