import type { Asset, Leaderboard, PublishedRow } from '@retable/core'

const commit = '8c1485edf12c6efb5f69135a562927c5ad484059'
const root = `https://raw.githubusercontent.com/WildEval/ZeroEval/${commit}/result_dirs`

/** A file of WildEval/ZeroEval's results at one commit; Apache-2.0. */
export function zeroEvalAsset(path: string, sha256: string, bytes: number): Asset {
  const url = `${root}/${path.split('/').map(encodeURIComponent).join('/')}`
  return { name: `zeroeval/${path}`, url, sha256, bytes, licence: 'Apache-2.0' }
}

/** A pinned raw output file: model as published (ZeroEval renames some files), file name, sha256, bytes. */
export type ZeroEvalOutput = readonly [model: string, file: string, sha256: string, bytes: number]

/** ZeroEval's table of one task: four figures of each model, recomputed where the raw outputs are pinned. */
export function zeroEvalTable(table: {
  readonly id: string
  readonly task: string
  readonly summary: { readonly sha256: string; readonly bytes: number }
  readonly outputs: readonly ZeroEvalOutput[]
}): Leaderboard {
  const { id, task, summary } = table
  return {
    id,
    source: `ZeroEval at 8c1485e, result_dirs/${task}.summary.json`,
    published: zeroEvalAsset(`${task}.summary.json`, summary.sha256, summary.bytes),
    parsePublished: (text) => (JSON.parse(text) as readonly SummaryRow[]).map(publishedRow),
    variant: 'zeroeval',
    format: 'zeroeval',
    outputs: table.outputs.map(([subject, file, sha256, bytes]) => ({
      subject,
      fileName: `${file}.json`,
      asset: zeroEvalAsset(`${task}/${file}.json`, sha256, bytes),
    })),
    whyNotRecomputed: () =>
      'its raw outputs are not pinned: no copy of the file was at hand to take a sha256 from',
  }
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
