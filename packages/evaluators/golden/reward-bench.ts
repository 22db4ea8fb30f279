import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { printedLike } from '@retable/stats'
import { panelVote, ratings } from '../reward-bench/judges.ts'
import { evalSetResults } from '../reward-bench/eval-set.ts'
import { january2025 } from '../reward-bench/leaderboard.ts'
import { modelResults, type ModelResults } from '../reward-bench/response-matrix.ts'
import { rewardBenchScore, type SubsetResult } from '../reward-bench/score.ts'
import { sections } from '../reward-bench/subsets.ts'
import { current } from '../reward-bench/weighting.ts'
import { mirrorReader } from './mirror.ts'
import { Tally, type Comparison } from './comparison.ts'
import { paperTables } from './reward-bench-papers.ts'

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

interface Expected {
  readonly models: Readonly<
    Record<string, Readonly<Record<string, number>> & { readonly correct: Readonly<Record<string, number>> }>
  >
  readonly majority_vote_3: {
    readonly models: readonly string[]
    readonly percent: Readonly<Record<string, number>>
  }
  readonly rating_regex_cases: readonly (readonly [string, number])[]
}

const expectedName = {
  chat: 'Chat',
  chat_hard: 'Chat Hard',
  safety: 'Safety',
  reasoning: 'Reasoning',
  score: 'mean4',
}

function recomputedApart(data: string, models: readonly ModelResults[]): Comparison[] {
  const expected = json<Expected>(data, 'expected_measured.json')
  const [counts, scores, votes, endings] = [new Tally(), new Tally(), new Tally(), new Tally()]
  for (const { model, results } of models) {
    const row = expected.models[model]
    if (row === undefined) continue
    for (const [subset, right] of Object.entries(row.correct)) {
      counts.add(`${model} ${subset}`, right, results.get(subset)?.right)
    }
    const values = valuesOf(results)
    for (const [name, key] of Object.entries(expectedName)) {
      scores.add(`${model} ${name}`, row[key]?.toFixed(10), values.get(name)?.toFixed(10))
    }
  }
  const panel = valuesOf(panelResults(data, expected.majority_vote_3.models))
  for (const [name, key] of Object.entries(expectedName)) {
    const percent = expected.majority_vote_3.percent[key]
    votes.add(name, percent?.toFixed(2), ((panel.get(name) ?? Number.NaN) * 100).toFixed(2))
  }
  for (const [text, rating] of expected.rating_regex_cases)
    endings.add(text, rating, ratings.parse(text) ?? -1)
  const source = 'recomputed apart from retable'
  return [
    counts.comparison(source, 'right verdicts in each subset of 133 models'),
    scores.comparison(source, 'score and sections of 133 models, 10 decimals'),
    votes.comparison(source, 'score and sections of a panel of three reward models'),
    endings.comparison(source, 'ratings at the end of a text'),
  ]
}

/** A panel's vote on each item, counted by subset. */
function panelResults(data: string, members: readonly string[]): Map<string, SubsetResult> {
  const text = gunzipSync(readFileSync(path.join(data, 'response_matrix.csv.gz'))).toString('utf8')
  const [header = [], ...rows] = text.split('\n').map((line) => line.split(','))
  const verdicts = members.map((member) => rows.find(([name]) => name === member) ?? [])
  const subsetOfItem = subsetsIn(data)
  const results = new Map<string, SubsetResult>()
  header.slice(1).forEach((id, i) => {
    const subset = subsetOfItem.get(id)!
    const right = panelVote(verdicts.map((row) => row[i + 1])) === '1.0' ? 1 : 0
    const before = results.get(subset) ?? { right: 0, rightSquared: 0, n: 0 }
    results.set(subset, {
      right: before.right + right,
      rightSquared: before.rightSquared + right,
      n: before.n + 1,
    })
  })
  return results
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

function valuesOf(results: ReadonlyMap<string, SubsetResult>): Map<string, number> {
  return new Map(rewardBenchScore(results, current).map(({ name, value }) => [name, value]))
}

function subsetsIn(data: string): Map<string, string> {
  const lines = readFileSync(path.join(data, 'item_subset.csv'), 'utf8').trim().split('\n').slice(1)
  return new Map(lines.map((line) => line.trim().split(',') as [string, string]))
}

function json<T>(...file: readonly string[]): T {
  return JSON.parse(readFileSync(path.join(...file), 'utf8')) as T
}
