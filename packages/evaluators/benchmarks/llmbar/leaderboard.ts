import type { JudgeLeaderboard, PublishedCell, PublishedRow, ReadAsset } from '@retable/core'
import { releasedStatistics } from './evaluators.ts'
import { releasedResults } from './released-results.ts'
import { released } from './variants.ts'

/** A statistics.json: shares as "92 / 100 = 92.0%", kappas as numbers. */
export type Statistics = Readonly<Record<string, string | number>>

/** The statistics that LLMBar's authors released with their results: one row for an evaluator on a set. */
export const statistics: JudgeLeaderboard = {
  id: 'statistics',
  source: 'princeton-nlp/LLMBar at 900616b, Dataset/**/statistics.json (the results of arXiv 2310.07641v2)',
  published: (read) => Promise.all(releasedStatistics().map((row) => publishedRow(row, read))),
  recompute: async (subject, read) => {
    const result = releasedResults.find((row) => subjectOf(row) === subject)?.result
    if (result === undefined) return null
    return released.measure({ bytes: await read(result), name: result.name }, read)
  },
  whyNotRecomputed: () =>
    'neither its results nor its statistics are pinned: no copy of the files was at hand to take a sha256 from',
}

/** The figures of a statistics.json as cells. */
export function statisticsCells(values: Statistics): PublishedCell[] {
  return Object.entries(metrics).flatMap(([key, metric]) => {
    const value = values[key]
    if (typeof value === 'number') return [{ metric, printed: String(value), scale: 1 }]
    const percent = /([\d.]+)%$/.exec(value ?? '')?.[1]
    return percent === undefined ? [] : [{ metric, printed: percent, scale: 100 }]
  })
}

const metrics: Readonly<Record<string, string>> = {
  correct_average: 'accuracy',
  correct_False: 'accuracy_given_order',
  correct_True: 'accuracy_swapped_order',
  correct_both: 'right_in_both',
  equal: 'agreement',
  kappa_False: 'kappa_given_order',
  kappa_True: 'kappa_swapped_order',
  kappa_average: 'kappa',
  kappa_agreement: 'kappa_orders',
}

/** `GPT-4/Vanilla on LLMBar/Natural`. */
function subjectOf({ set, evaluator }: { set: string; evaluator: string }): string {
  return `${evaluator} on ${set}`
}

async function publishedRow(row: { set: string; evaluator: string }, read: ReadAsset): Promise<PublishedRow> {
  const subject = subjectOf(row)
  const pinned = releasedResults.find((result) => subjectOf(result) === subject)
  if (pinned === undefined) return { subject, cells: [] }
  const text = new TextDecoder().decode(await read(pinned.statistics))
  return { subject, cells: statisticsCells(JSON.parse(text) as Statistics) }
}
