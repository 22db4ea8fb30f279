import type { PaperReplay } from '@retable/core'
import { figureOf, recomputedFigures } from '@retable/evaluators'

/** What the abstract says of the data, counted; the rows of its table rest on judgements that were not released. */
export const replay: PaperReplay = {
  source: 'GAIR-NLP/MetaCritique at 2868c7c, data/annotation_data.json',
  async recompute(read) {
    const row = { benchmark: 'meta-critique', table: 'abstract', subject: 'meta-evaluation data' }
    const values = await recomputedFigures(row, read)
    return (['critiques', 'aius'] as const).map((metric) => ({
      cell: `abstract/meta-evaluation-data/${metric}`,
      value: figureOf(values, metric),
      from: 'outputs' as const,
      source: 'counted in the released annotations',
    }))
  },
  whyNotRecomputed: (cell) =>
    cell.endsWith('/public-datasets')
      ? 'the released file names 18 data sets; how the abstract groups them to 16 is not said'
      : 'GPT-4’s judgements of its units were not released',
}
