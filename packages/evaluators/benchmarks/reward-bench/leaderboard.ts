import type { JudgeLeaderboard, PublishedRow } from '@retable/core'
import { itemContent, modelResults, responseMatrix, subsetsOfItems } from './response-matrix.ts'
import { rewardBenchScore } from './score.ts'
import { current } from './weighting.ts'

/** Score, Chat, Chat Hard, Safety, Reasoning, in percent as printed, and the model's name in the response matrix. */
type Printed = readonly [
  subject: string,
  cells: readonly [string, string, string, string, string],
  inMatrix?: string,
]

const january: readonly Printed[] = [
  ['Decision-Tree-Reward-Gemma-2-27B', ['95.3', '96.9', '91.4', '93.7', '99.1']],
  ['INF-QRM-Llama3.1-70B', ['95.1', '96.6', '91.0', '93.6', '99.1'], 'infly/INF-ORM-Llama3.1-70B'],
  ['QRM-Gemma-2-27B', ['94.4', '96.6', '90.1', '92.7', '98.3'], 'nicolinho/QRM-Gemma-2-27B'],
  [
    'Skywork-Reward-Gemma-2-27B-v0.2',
    ['94.3', '96.1', '89.9', '93.0', '98.1'],
    'Skywork/Skywork-Reward-Gemma-2-27B-v0.2',
  ],
  ['Decision-Tree-Reward-Llama-3.1-8B', ['94.3', '96.9', '89.3', '92.9', '98.5']],
  ['Llama-3.1-Nemotron-70B-Reward', ['94.1', '97.5', '85.7', '95.1', '98.1']],
  [
    'Skywork-Reward-Gemma-2-27B',
    ['93.8', '95.8', '91.4', '91.9', '96.1'],
    'Skywork/Skywork-Reward-Gemma-2-27B',
  ],
  ['TextEval-Llama3.1-70B', ['93.5', '94.1', '90.1', '93.2', '96.4']],
  ['MetaMetrics-RM-v1.0', ['93.4', '98.3', '86.4', '90.8', '98.2']],
  ['Skywork-Critic-Llama-3.1-70B', ['93.3', '96.6', '87.9', '93.1', '95.5']],
  ['QRM-Llama3.1-8B-v2', ['93.1', '96.4', '86.8', '92.6', '96.8'], 'nicolinho/QRM-Llama3.1-8B-v2'],
  [
    'Skywork-Reward-Llama-3.1-8B-v0.2',
    ['93.1', '94.7', '88.4', '92.7', '96.7'],
    'Skywork/Skywork-Reward-Llama-3.1-8B-v0.2',
  ],
]

/** The head of the leaderboard in January 2025: twelve models, six of them in the released response matrix. */
export const january2025: JudgeLeaderboard = {
  id: '2025-01',
  source:
    'RLHFlow/RLHF-Reward-Modeling at 41921a7, decision_tree/README.md (RewardBench leaderboard, January 2025)',
  published: () => Promise.resolve(january.map(publishedRow)),
  recompute: async (subject, read) => {
    const inMatrix = january.find(([name]) => name === subject)?.[2]
    if (inMatrix === undefined) return null
    const [matrix, content] = await Promise.all([read(responseMatrix), read(itemContent)])
    const [model] = modelResults(matrix, subsetsOfItems(content), new Set([inMatrix]))
    return model === undefined ? null : { measurements: rewardBenchScore(model.results, current), notes: [] }
  },
  whyNotRecomputed: () => 'its verdicts are not in the response matrix that was released',
}

/**
 * The released judge of Self-Taught Evaluators, a pair judge. Its score is given with more digits than its sections:
 * their mean as printed, 90.0, agrees with 90.014.
 */
export const selfTaughtEvaluators: JudgeLeaderboard = {
  id: 'self-taught-evaluators',
  source: 'facebookresearch/RAM at e6f051f, projects/self_taught_evaluator/README.md (arXiv 2408.02666)',
  published: () =>
    Promise.resolve([
      {
        subject: 'Self-taught-evaluator-llama3.1-70B (DPO)',
        cells: [
          { metric: 'score', printed: '90.014', scale: 100 },
          { metric: 'chat', printed: '0.969', scale: 1 },
          { metric: 'chat_hard', printed: '0.851', scale: 1 },
          { metric: 'safety', printed: '0.896', scale: 1 },
          { metric: 'reasoning', printed: '0.884', scale: 1 },
        ],
      },
    ]),
  recompute: () => Promise.resolve(null),
  whyNotRecomputed: () => 'its answers on the items were not released',
}

function publishedRow([subject, cells]: Printed): PublishedRow {
  const metrics = ['score', 'chat', 'chat_hard', 'safety', 'reasoning'] as const
  return { subject, cells: metrics.map((metric, i) => ({ metric, printed: cells[i]!, scale: 100 })) }
}
