import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { printedLike } from '@retable/stats/printed'
import { evalSetResults } from '../eval-set.ts'
import { january2025 } from '../leaderboard.ts'
import { modelResults, type ModelResults } from '../response-matrix.ts'
import { sections } from '../subsets.ts'
import { mirrorReader } from '../../../golden/mirror.ts'
import { Tally, type Comparison } from '../../../golden/comparison.ts'
import { recomputedApart } from './apart.ts'
import { expectedName, json, subsetsIn, valuesOf } from './data.ts'
import { paperTables } from './papers.ts'

/** Every comparison of RewardBench with published figures. */
export async function comparisons(golden: string): Promise<Comparison[]> {
  const data = path.join(golden, 'judging/rewardbench')
  const models = matrixOf(data)
  return [
    await leaderboard(),
    ...recomputedApart(data, models),
    generalPreference(data),
    subsetCells(data, models),
    ...paperTables(data),
    selfTaught(golden),
  ]
}

/** Results of every model of the golden data's response matrix. */
export function matrixOf(data: string): ModelResults[] {
  return modelResults(gunzipSync(readFileSync(path.join(data, 'response_matrix.csv.gz'))), subsetsIn(data))
}

async function leaderboard(): Promise<Comparison> {
  const [read, tally] = [mirrorReader(), new Tally()]
  for (const { subject, cells } of await january2025.published(read)) {
    const measured = await january2025.recompute(subject, read)
    if (measured === null) continue
    const values = new Map(measured.measurements.map(({ name, value }) => [name, value]))
    for (const { metric, printed, scale } of cells) {
      tally.add(
        `${subject} ${metric}`,
        printed,
        printedLike((values.get(metric) ?? Number.NaN) * scale, printed),
      )
    }
  }
  return tally.comparison(
    'Leaderboard, January 2025',
    'score and sections of 6 models from their verdicts on every item, as strings',
  )
}

/** GPM's files of subset accuracies. The sections were recomputed apart; no published row was found. */
function generalPreference(data: string): Comparison {
  const tally = new Tally()
  // notes on judge evaluation, section 1: measured for the four files in their order.
  const measured = ['77.38', '81.76', '92.33', '91.60']
  json<readonly Readonly<Record<string, unknown>>[]>(data, 'gpm_eval_set.json').forEach((file, i) => {
    const score = valuesOf(evalSetResults(file)!).get('score') ?? Number.NaN
    tally.add(String(file['model']), measured[i], (score * 100).toFixed(2))
  })
  return tally.comparison(
    'recomputed apart from retable',
    "scores of GPM's 4 files of subset accuracies (512f175)",
  )
}

/** Cells of the first paper's subset tables, from items released later. */
function subsetCells(data: string, models: readonly ModelResults[]): Comparison {
  const tally = new Tally()
  const { tables } = json<{ tables: Readonly<Record<string, Table>> }>(data, 'paper_v1_tables.json')
  const byName = new Map(models.map(({ model, results }) => [model, results]))
  for (const name of ['T8', 'T9', 'T10', 'T11']) {
    for (const [model, cells] of Object.entries(tables[name] ?? {})) {
      const results = byName.get(model)
      if (results === undefined) continue
      for (const [subset, published] of Object.entries(cells)) {
        if (subset === 'avg') continue
        const { right, n } = results.get(subset) ?? { right: Number.NaN, n: 1 }
        tally.add(
          `${model} ${subset}`,
          published.toFixed(1),
          printedLike((right / n) * 100, published.toFixed(1)),
        )
      }
    }
  }
  return tally.comparison(
    'arXiv 2403.13787v1, tables 8 to 11',
    'subset cells of 27 models, from verdicts that were released later',
  )
}

type Table = Readonly<Record<string, Readonly<Record<string, number>>>>

/** The released judge's score from its four sections as printed. */
function selfTaught(golden: string): Comparison {
  const tally = new Tally()
  const published = json<Record<string, Record<string, number>>>(
    golden,
    'judging/self_taught_evaluator/published.json',
  )['readme_released_dpo_model_llama3.1_70B']!
  const mean = sections.reduce((sum, section) => sum + published[expectedName[section]]!, 0) / sections.length
  tally.add('score', published['final']!.toFixed(1), (mean * 100).toFixed(1))
  return tally.comparison(
    'Self-Taught Evaluators',
    "the released judge's score from its four printed sections, to 0.1",
  )
}
