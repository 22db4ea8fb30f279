import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { panelVote, ratings } from '../judges.ts'
import type { ModelResults } from '../response-matrix.ts'
import type { SubsetResult } from '../score.ts'
import { Tally, type Comparison } from '../../../golden/comparison.ts'
import { csvCells } from '../../../judgements/csv-rows.ts'
import { expectedName, json, subsetsIn, valuesOf } from './data.ts'

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

/** What was recomputed from the same verdicts apart from retable. */
export function recomputedApart(data: string, models: readonly ModelResults[]): Comparison[] {
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
  const [header = [], ...rows] = csvCells(text)
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
