import { rising, same, type Relation } from '@retable/core'
import { groups, inImage, inText } from './judges.ts'
import { critiqueRelations } from './relations.critiques.ts'
import { tableOne, textShares } from './relations.table-1.ts'

const names = groups.map(({ group }) => group)
const leaderboard = (column: string) => `leaderboard-readme/auto-j/${column}`
const againstChatGpt = (column: string) => `leaderboard-readme/auto-j-vs-chatgpt/${column}`
const readme = (column: string) => `readme-leaderboard/auto-j/${column}`

/** Table 8 holds out one scenario of each group (8 of 58) or the NLP group (11 of 58); 24 pairs a scenario. */
const heldOut = [
  { which: 'one-scenario-per-group', seen: 50 * 24, unseen: 8 * 24 },
  { which: 'nlp-tasks-group', seen: 47 * 24, unseen: 11 * 24 },
]

/** What the cells must keep among themselves. */
export const relations: readonly Relation[] = [
  ...tableOne,
  ...textShares,
  ...names.map((group) =>
    same(
      'leaderboard README against table 1’s image',
      leaderboard(`${group}-agreement`),
      inImage('auto-j', group),
    ),
  ),
  same('both READMEs', leaderboard('overall-agreement'), readme('agreement')),
  same('both READMEs', leaderboard('overall-consistency'), readme('consistency')),
  same(
    'figure 3 against both READMEs',
    'figure-3/vs-chatgpt/gpt-4-judge-auto-j-wins',
    readme('win'),
    againstChatGpt('overall'),
  ),
  same('figure 3 against the README', 'figure-3/vs-chatgpt/gpt-4-judge-tie', readme('tie')),
  same('figure 3 against the README', 'figure-3/vs-chatgpt/gpt-4-judge-auto-j-loses', readme('lose')),
  ...['-agreement', '-consistency', ''].map((suffix) =>
    pooled(leaderboard(`overall${suffix}`), (group) => leaderboard(group + suffix)),
  ),
  pooled(againstChatGpt('overall'), againstChatGpt),
  {
    kind: 'sum',
    parts: ['win', 'tie', 'lose'].map((label) => `text/eval-p-${label}/count`),
    total: 'text/eval-p-pairs/count',
    source: 'section 5.1: each pair is a win, a tie or a loss of the first response',
  },
  ...heldOut.map(({ which, seen, unseen }): Relation => {
    const cell = (part: string) => `table-8/auto-j-complete/eval-p-${part}-${which}-held-out`
    return {
      kind: 'mean',
      parts: [cell('seen'), cell('unseen')],
      weights: [seen, unseen],
      mean: inText('auto-j', 'overall'),
      source:
        'table 8: seen and unseen scenarios together are Eval-P, so the complete model’s overall agreement',
    }
  }),
  same(
    'table 8’s unseen part is table 1’s NLP group',
    'table-8/auto-j-complete/eval-p-unseen-nlp-tasks-group-held-out',
    inText('auto-j', 'nlp-tasks'),
  ),
  ...['llama-2-chat-7b', 'vicuna-7b'].map((model) => {
    const row = model === 'vicuna-7b' ? 'vicuna-7b-v1-5' : model
    return same(
      'table 2 against table 3',
      `table-2-top/${row}-bon-32/auto-j`,
      `table-3/best-of-32-${model}-mean-gpt-4-rating/auto-j`,
    )
  }),
  ...['pearson', 'spearman'].map((kind) =>
    same('table 2 against table 3', `table-2-bottom/${kind}/auto-j`, `table-3/${kind}-with-gpt-4/auto-j`),
  ),
  rising(
    'text: Auto-J is 12.4, 12.1 and 8.9 points above Claude-2, ChatGPT and LLaMA-2-chat-70B, below GPT-4',
    ...['claude-2', 'chatgpt', 'llama-2-chat-70b', 'auto-j', 'gpt-4'].map((judge) =>
      inText(judge, 'overall'),
    ),
  ),
  ...['llama-2-chat-7b', 'vicuna-7b-v1-5'].map((model) =>
    rising(
      'table 2: with Auto-J’s ratings the best of more responses is better',
      ...[8, 16, 32].map((n) => `table-2-top/${model}-bon-${n}/auto-j`),
    ),
  ),
  ...critiqueRelations,
  {
    kind: 'share',
    cells: [inImage('chatgpt', 'creative-writing')],
    source: 'table 1: agreement is counted over 9 scenarios of 24 pairs',
    known: 'why is not said: 104 of 216 are 48.1, and 48.2 stands in the image and in the text',
  },
]

/** Groups are pooled, so the overall figure is their mean weighted by size; Eval-C has the same proportions. */
function pooled(mean: string, cell: (group: string) => string): Relation {
  return {
    kind: 'mean',
    parts: names.map(cell),
    weights: groups.map(({ pairs }) => pairs),
    mean,
    source: 'leaderboard README: the overall figure counts all items of the groups',
  }
}
