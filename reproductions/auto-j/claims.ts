import type { StatedClaim } from '@retable/core'
import { inText } from './judges.ts'

const overall = (judge: string) => inText(judge, 'overall')
const consistency = (judge: string) => `readme-leaderboard/${judge}/consistency`
const table8 = (model: string, column: string) => `table-8/${model}/${column}-held-out`

const openJudges = [
  'steamshp',
  'pandalm',
  'llama-2-chat-13b',
  'vicuna-13b-v1-5',
  'wizardlm-13b-v1-2',
  'llama-2-chat-70b',
]
const othersInReadme = [
  'llama-2-70b-chat',
  'chatgpt',
  'claude-2',
  'steamshp',
  'pandalm',
  'vicuna-13b-v1-5',
  'wizardlm-13b-v1-5',
  'llama-2-13b-chat',
]

/** The paper's claims; agreement is that of table 1 as the paper's text prints it. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement:
      'it agrees with people more often than every open generative judge, ChatGPT and Claude-2, by 8.9 points or more',
    cells: ['auto-j', ...openJudges, 'chatgpt', 'claude-2'].map(overall),
  },
  {
    id: 'C2',
    statement: 'it keeps its verdict under a swap of the responses more often than those',
    cells: ['auto-j', ...othersInReadme].map(consistency),
  },
  {
    id: 'C3',
    statement: 'its critiques are preferred to ChatGPT’s, and more often than GPT-4’s are',
    cells: [
      ...['win', 'lose'].map((column) => `readme-leaderboard/auto-j/${column}`),
      'readme-leaderboard/gpt-4/win',
      'figure-3/vs-chatgpt/gpt-4-judge-auto-j-wins',
    ],
  },
  {
    id: 'C4',
    statement: 'it agrees with people less often than GPT-4',
    cells: [overall('auto-j'), overall('gpt-4')],
  },
  {
    id: 'C5',
    statement: 'writing critiques costs no agreement against models that give a verdict or a score only',
    cells: [
      overall('auto-j'),
      'text-6-4/verdict-only-model-same-pairwise-data/overall',
      'text-6-4/scalar-rm-same-pairwise-data/overall',
    ],
  },
  {
    id: 'C6',
    statement: 'the response that it rates best gets better as it may choose among more',
    cells: ['llama-2-chat-7b', 'vicuna-7b-v1-5'].flatMap((model) =>
      [8, 16, 32].map((n) => `table-2-top/${model}-bon-${n}/auto-j`),
    ),
  },
  {
    id: 'C7',
    statement: 'scenarios that were left out of training are judged almost as well',
    cells: ['one-scenario-per-group', 'nlp-tasks-group'].flatMap((which) =>
      ['eval-p-unseen', 'eval-c-unseen-wins-vs-chatgpt'].flatMap((column) =>
        ['auto-j-complete', 'auto-j-trained-without-unseen-scenarios'].map((model) =>
          table8(model, `${column}-${which}`),
        ),
      ),
    ),
  },
]
