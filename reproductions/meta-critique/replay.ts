import type { PaperReplay } from '@retable/core'
import { recomputedRow } from '@retable/evaluators'

/** What the abstract says of the data, counted; the rows of its table rest on judgements that were not released. */
export const replay: PaperReplay = {
  source: 'GAIR-NLP/MetaCritique at 2868c7c, data/annotation_data.json',
  groups: [
    recomputedRow({
      benchmark: 'meta-critique',
      table: 'abstract',
      subject: 'meta-evaluation data',
      cells: {
        'abstract/meta-evaluation-data/critiques': 'critiques',
        'abstract/meta-evaluation-data/aius': 'aius',
      },
    }),
  ],
  whyNotRecomputed: ({ cell }) =>
    cell.endsWith('/public-datasets')
      ? 'the released file names 18 data sets; how the abstract groups them to 16 is not said'
      : 'GPT-4’s judgements of its units were not released',
}
