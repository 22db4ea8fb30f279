import type { KnownDifference, PaperReplay } from '@retable/core'
import { quotedRow, recomputedRow } from '@retable/evaluators'

/** Rows of table 6 that public outputs exist of: the benchmark's name of the row, and AlpacaEval's of the model. */
const rows = {
  'gpt4-turbo-1106-preview': ['GPT4 Turbo (1106-preview)', 'gpt4_1106_preview'],
  'gpt4-turbo-0409-preview': ['GPT4 Turbo (0409-preview)', 'gpt-4-turbo-2024-04-09'],
  'gpt4-omni': ['GPT4 Omni', 'gpt-4o-2024-05-13'],
  'claude-3-opus-02-29': ['Claude 3 Opus (02/29)', 'claude-3-opus-20240229'],
  'mistral-large-24-02': ['Mistral Large (24/02)', 'mistral-large-2402'],
  'llama2-70b-chat': ['Llama2-70B Chat', 'llama-2-70b-chat-hf'],
  'llama3-70b-instruct': ['Llama3-70B Instruct', 'Meta-Llama-3-70B-Instruct'],
  'llama3-8b-instruct': ['Llama3-8B Instruct', 'Meta-Llama-3-8B-Instruct'],
} as const

const cellOf = (row: keyof typeof rows, column: string) => `table-6/${row}/${column}`
const violations = 'vlt-vs-li-limit-no-li-in-prompt'
const swapped = 'the draft has the two columns of this row the other way round than the leaderboard'

/** Every difference of table 6, with the value that its cause yields. */
const known: Readonly<Record<string, KnownDifference>> = {
  [cellOf('mistral-large-24-02', violations)]: {
    reason: 'the limits are rebuilt: one of the 805 outputs fewer over its limit makes 49.69',
    gives: '49.8',
    isFitted: true,
  },
  [cellOf('llama3-8b-instruct', 'words')]: {
    reason:
      'the mean is at the edge of rounding: 244,320 words in 805 outputs are 303.503, and three words fewer would print 303; that a sentence splitter, which is left out here, takes them is inferred',
    gives: '303.503',
    isFitted: true,
  },
  [cellOf('llama2-70b-chat', 'lc-win')]: { reason: swapped, gives: '14.7' },
  [cellOf('llama2-70b-chat', 'win')]: { reason: swapped, gives: '13.9' },
}

/** Table 6's rows of public models: violations and words from their outputs, win rates beside the leaderboard. */
export const replay: PaperReplay = {
  source: 'AlpacaEval at cd543a1: model outputs and weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  groups: (Object.keys(rows) as (keyof typeof rows)[]).flatMap((row) => {
    const [subject, model] = rows[row]
    return [
      recomputedRow({
        benchmark: 'alpaca-eval-li',
        table: 'lift-table-6',
        subject,
        cells: { [cellOf(row, violations)]: 'violation_rate', [cellOf(row, 'words')]: 'mean_words' },
        known,
      }),
      quotedRow({
        benchmark: 'alpaca-eval',
        table: 'alpaca-eval-2',
        subject: model,
        cells: {
          [cellOf(row, 'lc-win')]: 'length_controlled_winrate',
          [cellOf(row, 'win')]: 'win_rate',
        },
        known,
      }),
    ]
  }),
  whyNotRecomputed: ({ table }) => {
    if (table.startsWith('Table 6 ')) {
      return 'the paper trained this model, and neither it nor its outputs are released'
    }
    if (table.startsWith('Text sec 5.1 '))
      return 'it counts training data of the paper, which were not released'
    return table.startsWith('Text sec 7 ')
      ? 'neither the model nor its outputs under scaled limits are released'
      : 'no outputs under length instructions, and no judgements, were released'
  },
}
