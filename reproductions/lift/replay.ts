import type { Asset, PaperReplay, ReadAsset, ReplayedCell } from '@retable/core'
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
    const published = parse<LeaderboardRow>(Buffer.from(await read(leaderboard)), { columns: true })
    const cells: ReplayedCell[] = []
    for (const [row, [subject, model]] of Object.entries(rows)) {
      cells.push(...(await countedCells(row, subject, read)))
      const found = published.find((each) => each[''] === model)
      if (found === undefined) throw new Error(`${leaderboard.name} has no row "${model}"`)
      for (const [column, name] of [
        ['lc-win', 'length_controlled_winrate'],
        ['win', 'win_rate'],
      ] as const) {
        cells.push({
          cell: `table-6/${row}/${column}`,
          value: Number(found[name]),
          from: 'leaderboard',
          source: `AlpacaEval 2.0, row ${model}, column ${name}`,
          ...(row === 'llama2-70b-chat' ? { whyDifferent: swapped } : {}),
        })
      }
    }
    return cells
  },
  whyNotRecomputed: (cell) =>
    cell.startsWith('table-6/')
      ? 'the paper trained this model, and neither it nor its outputs are released'
      : 'no outputs under length instructions, and no judgements, were released',
}

/** AlpacaEval names its models in a column without a title. */
type LeaderboardRow = Readonly<Record<'' | 'win_rate' | 'length_controlled_winrate', string>>

async function countedCells(row: string, subject: string, read: ReadAsset): Promise<ReplayedCell[]> {
  const metrics = await recomputeRow({ benchmark: 'alpaca-eval-li', table: 'lift-table-6', subject }, read)
  return [
    ['vlt-vs-li-limit-no-li-in-prompt', 'violation_rate'],
    ['words', 'mean_words'],
  ].map(([column, metric]) => ({
    cell: `table-6/${row}/${column}`,
    value: metrics.get(metric!) ?? Number.NaN,
    from: 'outputs',
    source: `public outputs, ${metric}`,
    whyDifferent: counted,
  }))
}
