import type { PaperReplay, ReplayedCell } from '@retable/core'
import { readme, sections, subset } from './relations.released-model.ts'

const columns = [...Object.keys(sections), 'final-score']

/** The released model's sections and score, from RewardBench's leaderboard of its subsets. */
export const replay: PaperReplay = {
  source: 'RewardBench’s leaderboard, subsets of the released model',
  groups: [
    {
      cells: columns.map(readme),
      recompute(_read, printed) {
        const valueOf = (name: string) => Number(printed.get(subset(name)))
        const means = Object.values(sections).map((counts) => meanOf(counts, valueOf))
        const score = means.reduce((sum, mean) => sum + mean, 0) / means.length
        const cells = [...means, score].map((value, i): ReplayedCell => ({
          cell: readme(columns[i]!),
          value,
          from: 'leaderboard',
          source: 'subsets of RewardBench’s leaderboard, weighted by its example counts',
        }))
        return Promise.resolve(cells)
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

/** The mean over a section's subsets, each with its number of examples. */
function meanOf(counts: Readonly<Record<string, number>>, valueOf: (name: string) => number): number {
  const entries = Object.entries(counts)
  const total = entries.reduce((sum, [, count]) => sum + count, 0)
  return entries.reduce((sum, [name, count]) => sum + count * valueOf(name), 0) / total
}
