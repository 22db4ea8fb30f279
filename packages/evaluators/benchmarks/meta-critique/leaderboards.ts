import type { JudgeLeaderboard, PublishedRow } from '@retable/core'
import { assets } from './assets.ts'
import { macro } from './variants.ts'

/** README.MD at 2868c7c: precision, recall and F1 of critics as GPT-4 judges their units. */
const readme: Readonly<Record<string, string>> = {
  'Auto-J': '76.43 70.65 71.14',
  'GPT-3.5': '80.79 64.27 68.72',
  UltraCM: '73.64 66.77 67.79',
  'Human critique from Shepherd': '83.19 60.65 64.02',
  SelFee: '69.56 51.05 54.22',
}

/** What the abstract says of the data, recomputed; and the table of critics, for which no judgements were released. */
export const leaderboards: readonly JudgeLeaderboard[] = [
  {
    id: 'abstract',
    source: 'arXiv 2401.04518v1, abstract',
    published: () =>
      Promise.resolve([
        {
          subject: 'meta-evaluation data',
          cells: [
            { metric: 'critiques', printed: '300', scale: 1 },
            { metric: 'aius', printed: '2653', scale: 1 },
          ],
        },
      ]),
    async recompute(_subject, read) {
      const { name } = assets.annotations
      return macro.measure({ bytes: await read(assets.annotations), name }, read)
    },
    whyNotRecomputed: () => '',
  },
  {
    id: 'readme',
    source: 'GAIR-NLP/MetaCritique at 2868c7c, README.MD',
    published: () => Promise.resolve(Object.entries(readme).map(rowOf)),
    recompute: () => Promise.resolve(null),
    whyNotRecomputed: (subject) => {
      const why = "GPT-4's judgements of its units were not released"
      return subject.startsWith('Human')
        ? `${why}; people's labels of critiques by the same name give 85.37, 50.97 and 58.24`
        : why
    },
  },
]

function rowOf([subject, printed]: readonly [string, string]): PublishedRow {
  const metrics = ['precision', 'recall', 'f1']
  const cells = printed.split(' ').map((value, i) => ({ metric: metrics[i]!, printed: value, scale: 100 }))
  return { subject, cells }
}
