import type { Leaderboard, PublishedRow } from '@retable/core'
import { zeroEvalAsset } from '../zeroeval/results.ts'
import { zeroEvalOutputs } from './zeroeval-outputs.ts'

/** ZeroEval's GSM8K table: 47 models, four figures each, of which 38 models' raw outputs are pinned. */
export const zeroEvalLeaderboard: Leaderboard = {
  id: 'zeroeval',
  source: 'ZeroEval at 8c1485e, result_dirs/gsm.summary.json',
  published: zeroEvalAsset(
    'gsm.summary.json',
    'd5da25d061035a92cdc855619c9bd67928b344b2a2b1730d4604664dd5f69dff',
    7530,
  ),
  parsePublished: (text) => (JSON.parse(text) as readonly SummaryRow[]).map(publishedRow),
  variant: 'zeroeval',
  format: 'zeroeval',
  outputs: zeroEvalOutputs.map(([subject, file, sha256, bytes]) => ({
    subject,
    fileName: `${file}.json`,
    asset: zeroEvalAsset(`gsm/${file}.json`, sha256, bytes),
  })),
  whyNotRecomputed: () =>
    'its raw outputs are not pinned: no copy of the file was at hand to take a sha256 from',
}

interface SummaryRow {
  readonly Model: string
  readonly Acc: string
  readonly 'No answer': string
  readonly Total: number
  readonly 'Reason Lens': string
}

function publishedRow(row: SummaryRow): PublishedRow {
  return {
    subject: row.Model,
    cells: [
      { metric: 'accuracy', printed: row.Acc, scale: 100 },
      { metric: 'no_answer', printed: row['No answer'], scale: 100 },
      { metric: 'outputs', printed: String(row.Total), scale: 1 },
      { metric: 'reasoning_length', printed: row['Reason Lens'], scale: 1 },
    ],
  }
}
