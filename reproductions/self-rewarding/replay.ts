import type { Asset, PaperReplay, ReplayedCell } from '@retable/core'
import { recomputeRow } from '@retable/evaluators'
import { parse } from 'csv-parse/sync'

const commit = 'cd543a149df89434d8a54582c0151c0b945c3d20'
const folder = 'src/alpaca_eval/leaderboards/data_AlpacaEval_2'

/** AlpacaEval 2.0's leaderboard as of August 2025; tatsu-lab/alpaca_eval, data CC BY-NC 4.0. */
const leaderboard: Asset = {
  name: 'alpaca_eval/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  url: `https://raw.githubusercontent.com/tatsu-lab/alpaca_eval/${commit}/${folder}/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv`,
  sha256: 'fe32bf85c2f7429038faa4c9a884d1d131726454ff84a4b810a91c1c7a2aa0e9',
  bytes: 28_339,
  licence: 'CC-BY-NC-4.0',
}

/** It names its models in a column without a title. */
type LeaderboardRow = Readonly<Record<'' | 'win_rate', string>>

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
  recompute: async (read) => {
    const recomputed = Object.entries(annotated).map(async ([row, model]): Promise<ReplayedCell> => {
      const metrics = await recomputeRow(
        { benchmark: 'alpaca-eval', table: 'alpaca-eval-2', subject: model },
        read,
      )
      return {
        cell: `table-1/${row}/win-rate`,
        value: metrics.get('win_rate') ?? Number.NaN,
        from: 'outputs',
        source: `AlpacaEval's released annotations of ${model}`,
      }
    })
    const published = parse<LeaderboardRow>(Buffer.from(await read(leaderboard)), { columns: true })
    const copied = Object.entries(rows).map(([row, { model, whyDifferent }]): ReplayedCell => {
      const found = published.find((each) => each[''] === model)
      if (found === undefined) throw new Error(`${leaderboard.name} has no row "${model}"`)
      return {
        cell: `table-1/${row}/win-rate`,
        value: Number(found.win_rate),
        from: 'leaderboard',
        source: `AlpacaEval 2.0, row ${model}, column win_rate`,
        ...(whyDifferent === undefined ? {} : { whyDifferent }),
      }
    })
    return [...(await Promise.all(recomputed)), ...copied]
  },
  whyNotRecomputed: () => 'no outputs of the paper were released',
}
