import type { JudgeLeaderboard } from '@retable/core'
import { outputsOf } from './assets.ts'
import { table6 } from './table-6.ts'
import { outputLengths } from './variants.ts'

/** Table 6, as far as public outputs without length instructions give its figures. */
export const liftTable6: JudgeLeaderboard = {
  id: 'lift-table-6',
  source: 'a draft of arXiv 2406.17744, Table 6 (the columns that need no judge)',
  published: () =>
    Promise.resolve(
      table6.map(([subject, violations, words]) => ({
        subject,
        cells: [
          { metric: 'violation_rate', printed: violations, scale: 1 },
          { metric: 'mean_words', printed: words, scale: 1 },
        ],
      })),
    ),
  recompute: async (subject, read) => {
    const outputs = table6.find(([model]) => model === subject)?.[3]
    if (outputs === undefined) return null
    const asset = outputsOf(outputs)
    const { measurements } = await outputLengths.measure({ bytes: await read(asset), name: asset.name }, read)
    return measurements
  },
  whyNotRecomputed: () => 'the paper trained this model; neither it nor its outputs are released',
  whyDifferent: () =>
    'the limits are rebuilt and words are counted without a sentence splitter; one count that differs by a word moves a rate by 0.12 and can move a mean over the edge of rounding',
}
