import type { Asset, JudgeLeaderboard, PublishedRow } from '@retable/core'
import { paper } from './variants.ts'

const commit = 'e2c52c284e735e139b3daa61c206ee208f36c461'

/** Knowledge, reasoning, math, coding, overall, in percent as printed. */
type Printed = readonly [string, string, string, string, string]

/** Table 1 (Auto-J), table 2 (Arena-Hard's prompt) and table 3 (reward models), as far as outputs were released. */
const rows: Readonly<Record<string, Printed>> = {
  'o1-mini-2024-09-12': ['58.44', '62.24', '82.14', '78.57', '65.71'],
  'Skywork-Reward-Gemma-2-27B': ['59.74', '66.33', '83.93', '50.00', '64.29'],
  'Skywork-Reward-Llama-3.1-8B': ['59.09', '64.29', '76.79', '50.00', '62.29'],
  'internlm2-20b-reward': ['62.34', '69.39', '66.07', '50.00', '63.43'],
  'internlm2-7b-reward': ['56.49', '61.22', '71.43', '50.00', '59.43'],
  'GRM-Gemma-2B-rewardmodel-ft': ['62.99', '53.06', '64.29', '54.76', '59.43'],
  'Auto-J': ['40.26', '29.59', '44.64', '28.57', '36.57'],
}

/** Released judgements that are pinned. The repository states no licence. */
export const outputs: Readonly<Record<string, Asset>> = {
  'o1-mini-2024-09-12': output('arena_hard', 'o1-mini-2024-09-12', {
    sha256: '5fddc275bebd4d006228e8f86616ae6058118ab68ad03e57fd957c1878f2d4e6',
    bytes: 3_879_585,
  }),
  'Skywork-Reward-Gemma-2-27B': output('reward_model', 'Skywork_Skywork-Reward-Gemma-2-27B', {
    sha256: '2662f59e121c8b1d2fd685bfee5fb5f26f480de73cd2ae16d59f27d0758e6d78',
    bytes: 2_079_046,
  }),
}

/** Rows of the paper's tables on the 350 pairs of GPT-4o's responses. */
export const paperTables: JudgeLeaderboard = {
  id: 'paper',
  source: 'Tan et al., arXiv 2410.12784v2, tables 1, 2 and 3',
  published: () => Promise.resolve(Object.entries(rows).map(publishedRow)),
  recompute: async (subject, read) => {
    const asset = outputs[subject]
    if (asset === undefined) return null
    return paper.measure({ bytes: await read(asset), name: asset.name }, read)
  },
  whyNotRecomputed: (subject) =>
    subject === 'Auto-J'
      ? 'its judgements were not released'
      : 'its released judgements are not pinned: no copy of the whole file was at hand to take a sha256 from',
}

function publishedRow([subject, cells]: readonly [string, Printed]): PublishedRow {
  const [knowledge, reasoning, math, coding, overall] = cells
  const byMetric = { overall, knowledge, reasoning, math, coding }
  return {
    subject,
    cells: Object.entries(byMetric).map(([metric, printed]) => ({ metric, printed, scale: 100 })),
  }
}

function output(judge: string, model: string, pin: Pick<Asset, 'sha256' | 'bytes'>): Asset {
  const file = `dataset=judgebench,response_model=gpt-4o-2024-05-13,judge_name=${judge},judge_model=${model}.jsonl`
  const url = `https://raw.githubusercontent.com/ScalerLab/JudgeBench/${commit}/outputs/${encodeURIComponent(file)}`
  return { name: `judgebench/${file}`, url, licence: 'NONE', ...pin }
}
