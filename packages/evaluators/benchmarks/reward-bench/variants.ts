import type { BrokenRow, Judgements, JudgementScore, JudgeVariant, SampleScore } from '@retable/core'
import { judgedOnce } from '../../judgements/judged-once.ts'
import {
  inOrder,
  jsonRows,
  noJudgements,
  noVerdicts,
  onlyObject,
  type JsonRow,
} from '../../judgements/json-rows.ts'
import { countOf, meanMeasurement } from '../../measure/measurements.ts'
import { namedIn } from '../../judgements/named.ts'
import { shown } from '../../judgements/shown.ts'
import { columnRows } from './columns.ts'
import { isSubset, readEvalSet } from './eval-set.ts'
import { itemVerdict } from './item-rows.ts'
import { pairJudges, ratings, rewardModel } from './judges.ts'
import { emptySections, rewardBenchScore, type Results, type SubsetResult } from './score.ts'
import { subsets } from './subsets.ts'
import { weightings, type Weighting } from './weighting.ts'

/** One variant for each weighting; all read the same files. */
export const variants: readonly JudgeVariant[] = weightings.map((weighting) => ({
  id: weighting.id,
  version: '3',
  summary: weighting.summary,
  source: weighting.source,
  judges: [...pairJudges, ratings, rewardModel],
  measure: (judgements) => Promise.resolve().then(() => measure(judgements, weighting)),
}))

function measure(judgements: Judgements, weighting: Weighting): JudgementScore {
  const object = onlyObject(judgements)
  const evalSet = object && readEvalSet(object, judgements)
  if (object === null || evalSet === null) {
    const columns = object && columnRows(object, judgements)
    const { rows, broken } = columns === null ? jsonRows(judgements) : { rows: columns, broken: [] }
    const named = namedIn([...(object === null ? [] : [object]), ...rows.map(({ value }) => value)], {
      models: ['model'],
    })
    return { ...measureItems(judgements, weighting, rows, broken), named }
  }
  const notes = [
    'The file gives subsets and no items: standard errors take every verdict as right or wrong, and items as many as the data set has.',
    ...notesOn(evalSet, weighting),
  ]
  const named = namedIn([object], { models: ['model'] })
  return { measurements: rewardBenchScore(evalSet, weighting), scores: [], broken: [], notes, named }
}

function measureItems(
  judgements: Judgements,
  weighting: Weighting,
  rows: readonly JsonRow[],
  unread: readonly BrokenRow[],
): JudgementScore {
  const broken: BrokenRow[] = [...unread]
  const results = new Map<string, SubsetResult>()
  const scores: SampleScore[] = []
  const repeated = judgedOnce()
  for (const { line, value } of rows) {
    const verdict = fault(value) ?? itemVerdict(value)
    const [id, subset] = [String(value['id']), value['subset'] as string]
    const reason = typeof verdict === 'string' ? verdict : repeated(id)
    if (typeof verdict === 'string' || reason !== null) {
      broken.push({ kind: 'broken', line, reason: reason ?? '' })
      continue
    }
    const { right, rightSquared, n } = results.get(subset) ?? { right: 0, rightSquared: 0, n: 0 }
    const { score, extracted } = verdict
    results.set(subset, { right: right + score, rightSquared: rightSquared + score ** 2, n: n + 1 })
    scores.push({ benchmark: 'reward-bench', item: id, sample: 0, extracted, gold: 'chosen', score })
  }
  if (scores.length === 0) {
    throw noJudgements(
      judgements,
      'expected rows with id, subset and a verdict, one object of such columns, or one of subset accuracies',
      broken,
    )
  }
  if (scores.every(({ extracted }) => extracted === null)) throw noVerdicts(judgements, scores.length)
  const unreadVerdicts = scores.map(({ extracted }) => (extracted === null ? 1 : 0))
  const measurements = [
    ...rewardBenchScore(results, weighting),
    meanMeasurement(
      'accuracy',
      scores.map(({ score }) => score),
      'fraction',
    ),
    meanMeasurement('no_verdict', unreadVerdicts, 'fraction'),
    countOf('items', scores.length),
  ]
  return { measurements, scores, broken: inOrder(broken), notes: notesOn(results, weighting) }
}

/** Why a row cannot be used, apart from its verdict. */
function fault({ id, subset }: Readonly<Record<string, unknown>>): string | null {
  if (typeof id !== 'string' && typeof id !== 'number')
    return `id is ${shown(id)}, neither a text nor a number`
  if (typeof subset === 'string' && isSubset(subset)) return null
  return `subset is ${shown(subset)}, none of RewardBench's`
}

function notesOn(results: Results, weighting: Weighting): string[] {
  const notes: string[] = []
  const empty = emptySections(results, weighting)
  if (empty.length > 0) {
    notes.push(
      `No subset of ${empty.join(', ')} is there, so there is no score; the program would count 0 for it.`,
    )
  }
  const missing = subsets.filter(({ id, section }) => !results.has(id) && !empty.includes(section))
  if (missing.length > 0) {
    notes.push(`Missing subsets are skipped, as the program does: ${missing.map(({ id }) => id).join(', ')}.`)
  }
  const partial = subsets.filter(({ id, items }) => (results.get(id)?.n ?? items) !== items)
  if (partial.length > 0) {
    const list = partial.map(({ id, items }) => `${id} ${results.get(id)?.n} of ${items}`)
    notes.push(`Subsets with another number of items than the data set has: ${list.join(', ')}.`)
  }
  return notes
}
