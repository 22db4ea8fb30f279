import type { PaperReplay, ReadAsset, ReplayedCell } from '@retable/core'
import { figureOf, publishedFigures, recomputedFigures } from '@retable/evaluators'

/** Rows of table 6 that public outputs exist of: the benchmark's name of the row, and AlpacaEval's of the model. */
const rows: Readonly<Record<string, readonly [subject: string, model: string]>> = {
  'gpt4-turbo-1106-preview': ['GPT4 Turbo (1106-preview)', 'gpt4_1106_preview'],
  'gpt4-turbo-0409-preview': ['GPT4 Turbo (0409-preview)', 'gpt-4-turbo-2024-04-09'],
  'gpt4-omni': ['GPT4 Omni', 'gpt-4o-2024-05-13'],
  'claude-3-opus-02-29': ['Claude 3 Opus (02/29)', 'claude-3-opus-20240229'],
  'mistral-large-24-02': ['Mistral Large (24/02)', 'mistral-large-2402'],
  'llama2-70b-chat': ['Llama2-70B Chat', 'llama-2-70b-chat-hf'],
  'llama3-70b-instruct': ['Llama3-70B Instruct', 'Meta-Llama-3-70B-Instruct'],
  'llama3-8b-instruct': ['Llama3-8B Instruct', 'Meta-Llama-3-8B-Instruct'],
}

const swapped =
  'the two columns are swapped for this row: the leaderboard has 14.69 under length control, 13.89 without'
const counted =
  'the limits are rebuilt and words are counted without a sentence splitter; one count moves a rate by 0.12'

/** Table 6's rows of public models: violations and words from their outputs, win rates beside the leaderboard. */
export const replay: PaperReplay = {
  source: 'AlpacaEval at cd543a1: model outputs and weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  async recompute(read) {
    const cells = Object.entries(rows).map(async ([row, [subject, model]]) => [
      ...(await countedCells(row, subject, read)),
      ...(await copiedCells(row, model, read)),
    ])
    return (await Promise.all(cells)).flat()
  },
  whyNotRecomputed: (cell) =>
    cell.startsWith('table-6/')
      ? 'the paper trained this model, and neither it nor its outputs are released'
      : 'no outputs under length instructions, and no judgements, were released',
}

async function countedCells(row: string, subject: string, read: ReadAsset): Promise<ReplayedCell[]> {
  const name = { benchmark: 'alpaca-eval-li', table: 'lift-table-6', subject }
  const figures = await recomputedFigures(name, read)
  const columns = { 'vlt-vs-li-limit-no-li-in-prompt': 'violation_rate', words: 'mean_words' }
  return Object.entries(columns).map(([column, metric]) => ({
    cell: `table-6/${row}/${column}`,
    value: figureOf(figures, metric),
    from: 'outputs',
    source: `public outputs, ${metric}`,
    whyDifferent: counted,
  }))
}

async function copiedCells(row: string, model: string, read: ReadAsset): Promise<ReplayedCell[]> {
  const name = { benchmark: 'alpaca-eval', table: 'alpaca-eval-2', subject: model }
  const figures = await publishedFigures(name, read)
  const columns = { 'lc-win': 'length_controlled_winrate', win: 'win_rate' }
  return Object.entries(columns).map(([column, metric]) => ({
    cell: `table-6/${row}/${column}`,
    value: figureOf(figures, metric),
    from: 'leaderboard',
    source: `AlpacaEval 2.0, row ${model}, ${metric}`,
    ...(row === 'llama2-70b-chat' ? { whyDifferent: swapped } : {}),
  }))
}
