import type { KnownDifference, PaperReplay } from '@retable/core'
import { quotedRow, recomputedRow } from '@retable/evaluators'
import { publicWinRate } from './cells.ts'

/** Rows of table 1 by the leaderboard's name of the model. */
const quoted = {
  'gpt-4-0314': 'gpt4_0314',
  'mistral-medium': 'mistral-medium',
  'gemini-pro': 'gemini-pro',
  'gpt-4-0613': 'gpt4_0613',
  // The row "gpt-3.5-turbo-0613" is 14.10: the paper's figure is that of the model with the longer context.
  'gpt-3-5-turbo-0613': 'gpt-3.5-turbo-16k-0613',
  'llama2-chat-70b': 'llama-2-70b-chat-hf',
  'vicuna-33b-v1-3': 'vicuna-33b-v1.3',
  'guanaco-65b': 'guanaco-65b',
} as const

/** Rows whose annotations are public: recomputed from them, which says more than another table. */
const annotated = {
  'claude-2': 'claude-2',
  'humpback-llama2-70b': 'humpback-llama2-70b',
  davinci001: 'text_davinci_001',
  'alpaca-7b': 'alpaca-7b',
} as const

/** Rows that the leaderboard changed after the paper copied them. */
const changed: Readonly<Record<string, KnownDifference>> = {
  [publicWinRate('gemini-pro')]: {
    reason:
      'the leaderboard’s row is of August 2025 and the paper of January 2024; that it was evaluated again in between is inferred',
    gives: '18.18',
  },
  [publicWinRate('llama2-chat-70b')]: {
    reason:
      'the leaderboard’s row is a mean over 804 instructions; over all 805, with the lacking one as lost, it is 13.87',
    gives: '13.89',
  },
}

/** Public models of table 1: from their annotations, or held against the leaderboard that they were copied from. */
export const replay: PaperReplay = {
  source: 'AlpacaEval at cd543a1: annotations and weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  groups: [
    ...Object.entries(annotated).map(([row, subject]) => recomputedRow(rowOf(row, subject))),
    ...Object.entries(quoted).map(([row, subject]) => quotedRow(rowOf(row, subject))),
  ],
  whyNotRecomputed: ({ table }) =>
    table === 'Text (data sizes)'
      ? 'it counts training data of the paper, which were not released'
      : 'no outputs of the paper were released',
}

function rowOf(row: string, subject: string) {
  const cells = { [publicWinRate(row)]: 'win_rate' }
  return { benchmark: 'alpaca-eval', table: 'alpaca-eval-2', subject, cells, known: changed }
}
