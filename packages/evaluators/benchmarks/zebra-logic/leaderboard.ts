import type { Leaderboard, PublishedRow } from '@retable/core'
import { zeroEvalAsset } from '../../zeroeval/results.ts'

/** ZeroEval's ZebraLogic table: 69 models, eleven figures each, of which one model's raw outputs are pinned. */
export const zeroEvalLeaderboard: Leaderboard = {
  id: 'zeroeval',
  source: 'ZeroEval at 8c1485e, result_dirs/zebra-grid.summary.json',
  published: zeroEvalAsset(
    'zebra-grid.summary.json',
    '435340f42f7a387e78e6c1b5f81bd630c15bcde5785a8f91d7bbadef3606adbf',
    29_865,
  ),
  parsePublished: (text) => (JSON.parse(text) as readonly SummaryRow[]).map(publishedRow),
  variant: 'zeroeval',
  format: 'zeroeval',
  outputs: [
    {
      // Run on the first 16 puzzles only; the table prints "Inst" for the file's "Instruct".
      subject: 'Llama-3.1-405B-Inst@hyperbolic',
      fileName: 'Meta-Llama-3.1-405B-Instruct@hyperbolic.json',
      asset: zeroEvalAsset(
        'zebra-grid/Meta-Llama-3.1-405B-Instruct@hyperbolic.json',
        '6357fe9aaefc6008279355052b971fe400f409b350d5f08c6ee2eaa97543a5e0',
        130_524,
      ),
    },
  ],
  whyNotRecomputed: () =>
    'its raw outputs are not pinned: no copy of the file was at hand to take a sha256 from',
}

/** Column of the published table, the measurement it is held against, and printed per measured. */
const columns = [
  ['Puzzle Acc', 'accuracy', 100],
  ['Cell Acc', 'cell_accuracy', 100],
  ['No answer', 'no_answer', 100],
  ['Easy Puzzle Acc', 'easy_accuracy', 100],
  ['Hard Puzzle Acc', 'hard_accuracy', 100],
  ['Small Puzzle Acc', 'small_accuracy', 100],
  ['Medium Puzzle Acc', 'medium_accuracy', 100],
  ['Large Puzzle Acc', 'large_accuracy', 100],
  ['XL Puzzle Acc', 'xl_accuracy', 100],
  ['Total Puzzles', 'outputs', 1],
  ['Reason Lens', 'reasoning_length', 1],
] as const

type SummaryRow = { readonly Model: string } & Readonly<Record<(typeof columns)[number][0], string | number>>

function publishedRow(row: SummaryRow): PublishedRow {
  const cells = columns.map(([column, metric, scale]) => ({ metric, printed: String(row[column]), scale }))
  return { subject: row.Model, cells }
}
