import type { KnownDifference, PaperReplay, ReplayGroup } from '@retable/core'
import { recomputedRow } from '@retable/evaluators'
import { groups, inImage, inText, type Column } from './judges.ts'

const columns: readonly Column[] = [...groups.map(({ group }) => group), 'overall']

const afterThePaper =
  'the released verdicts are those of the README, which says that its extraction of verdicts was changed after the paper'

/** What the README prints for the cells of the paper's text that its change of extraction moved. */
const known: Readonly<Record<string, KnownDifference>> = Object.fromEntries(
  Object.entries({
    code: '47.50',
    rewriting: '49.17',
    'creative-writing': '59.72',
    'functional-writing': '61.67',
    'general-communication': '55.21',
    overall: '54.96',
  }).map(([column, gives]) => [inText('auto-j', column as Column), { reason: afterThePaper, gives }]),
)

const readme = (column: string) => `readme-leaderboard/auto-j/${column}`
const byGroup = (column: string) => `leaderboard-readme/auto-j/${column}`
const figure3 = (column: string) => `figure-3/vs-chatgpt/gpt-4-judge-${column}`

/** Auto-J's own rows, from the verdicts that its repository released. */
export const replay: PaperReplay = {
  source: 'GAIR-NLP/auto-j at 2ae17a3, data/outputs',
  groups: [
    recomputed('groups-pairwise', {
      ...ofColumns('agreement', (column) => byGroup(`${column}-agreement`)),
      ...ofColumns('consistency', (column) => byGroup(`${column}-consistency`)),
      ...ofColumns('agreement', (column) => inImage('auto-j', column)),
      ...ofColumns('agreement', (column) => inText('auto-j', column)),
      [readme('agreement')]: 'agreement',
      [readme('consistency')]: 'consistency',
    }),
    recomputed('groups-first-order', ofColumns('first_order', byGroup)),
    recomputed(
      'groups-critiques',
      ofColumns('win_rate', (column) => `leaderboard-readme/auto-j-vs-chatgpt/${column}`),
    ),
    recomputed('readme-critiques', {
      [readme('win')]: 'win_rate',
      [readme('tie')]: 'tie_rate',
      [readme('lose')]: 'lose_rate',
      [figure3('auto-j-wins')]: 'win_rate',
      [figure3('tie')]: 'tie_rate',
      [figure3('auto-j-loses')]: 'lose_rate',
    }),
  ],
  whyNotRecomputed: ({ table, row, column }) => {
    if (table.startsWith('Figure 3 ')) {
      return column.startsWith('human judge')
        ? 'the annotators’ verdicts on the critiques were not released'
        : 'GPT-4’s verdicts were released on Auto-J against ChatGPT only'
    }
    const kind = Object.entries(reasons).find(([start]) => table.startsWith(start))
    if (kind !== undefined) return kind[1]
    return row.startsWith('Auto-J')
      ? 'verdicts of this model were not released'
      : 'this judge’s verdicts or critiques were not released'
  },
}

/** Reasons by table; in the others the judge of the row decides. */
const reasons: Readonly<Record<string, string>> = {
  'Table 2 ': 'the responses of Eval-R, their ratings by the judges and those by GPT-4 were not released',
  'Table 3 ': 'the responses of Eval-R, their ratings by the judges and those by GPT-4 were not released',
  'Table 8 ': 'the verdicts and critiques of the models that it compares were not released by group',
  'Text 6.4 (ablation)': 'the verdicts of these two models were not released',
  'Text 6.4 (system level)': 'the judge’s ratings of AlpacaEval’s outputs were not released',
  'Text (data sizes)': 'it is a size of the data, which the replay does not count',
  'Appendix B': 'neither the scenario classifier nor its predictions were released',
}

function recomputed(table: string, cells: Readonly<Record<string, string>>): ReplayGroup {
  return recomputedRow({ benchmark: 'auto-j', table, subject: 'Auto-J', cells, known, scale: 100 })
}

/** The metric of each group by the cell that prints it; the metric's own name is that of all groups. */
function ofColumns(metric: string, cell: (column: Column) => string): Record<string, string> {
  return Object.fromEntries(
    columns.map((column) => [
      cell(column),
      column === 'overall' ? metric : `${metric}_${column.replaceAll('-', '_')}`,
    ]),
  )
}
