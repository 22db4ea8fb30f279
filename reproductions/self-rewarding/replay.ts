import type { PaperReplay, ReplayedCell } from '@retable/core'
import { figureOf, publishedFigures, recomputedFigures } from '@retable/evaluators'

const table = { benchmark: 'alpaca-eval', table: 'alpaca-eval-2' } as const

/** Rows of table 1 by the leaderboard's name of the model. */
const rows: Readonly<Record<string, { readonly model: string; readonly whyDifferent?: string }>> = {
  'gpt-4-0314': { model: 'gpt4_0314' },
  'mistral-medium': { model: 'mistral-medium' },
  'gemini-pro': {
    model: 'gemini-pro',
    whyDifferent:
      'the leaderboard’s row is of August 2025 and the paper of January 2024; that it was evaluated again in between is inferred',
  },
  'gpt-4-0613': { model: 'gpt4_0613' },
  // The row "gpt-3.5-turbo-0613" is 14.10: the paper's figure is that of the model with the longer context.
  'gpt-3-5-turbo-0613': { model: 'gpt-3.5-turbo-16k-0613' },
  'llama2-chat-70b': {
    model: 'llama-2-70b-chat-hf',
    whyDifferent:
      'the leaderboard’s row is a mean over 804 instructions; over all 805, with the lacking one as lost, it is 13.87',
  },
  'vicuna-33b-v1-3': { model: 'vicuna-33b-v1.3' },
  'guanaco-65b': { model: 'guanaco-65b' },
}

/** Rows whose annotations are public: recomputed from them, which says more than another table. */
const annotated: Readonly<Record<string, string>> = {
  'claude-2': 'claude-2',
  'humpback-llama2-70b': 'humpback-llama2-70b',
  davinci001: 'text_davinci_001',
  'alpaca-7b': 'alpaca-7b',
}

/** Public models of table 1: from their annotations, or held against the leaderboard that they were copied from. */
export const replay: PaperReplay = {
  source: 'AlpacaEval at cd543a1: annotations and weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  recompute: (read) =>
    Promise.all([
      ...Object.entries(annotated).map(async ([row, model]): Promise<ReplayedCell> => ({
        cell: `table-1/${row}/win-rate`,
        value: figureOf(await recomputedFigures({ ...table, subject: model }, read), 'win_rate'),
        from: 'outputs',
        source: `AlpacaEval's released annotations of ${model}`,
      })),
      ...Object.entries(rows).map(async ([row, { model, whyDifferent }]): Promise<ReplayedCell> => ({
        cell: `table-1/${row}/win-rate`,
        value: figureOf(await publishedFigures({ ...table, subject: model }, read), 'win_rate'),
        from: 'leaderboard',
        source: `AlpacaEval 2.0, row ${model}, win_rate`,
        ...(whyDifferent === undefined ? {} : { whyDifferent }),
      })),
    ]),
  whyNotRecomputed: () => 'no outputs of the paper were released',
}
