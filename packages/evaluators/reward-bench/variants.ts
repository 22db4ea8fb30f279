import type { BrokenRow, JudgementFile, JudgementScore, JudgeVariant, SampleScore } from '@retable/core'
import { inOrder, jsonRows, noJudgements } from '../judgements/json-rows.ts'
import { countOf, meanMeasurement } from '../judgements/measurements.ts'
import { isSubset, readEvalSet } from './eval-set.ts'
import { itemVerdict } from './item-rows.ts'
import { emptySections, rewardBenchScore, type Results, type SubsetResult } from './score.ts'
import { subsets } from './subsets.ts'
import { weightings, type Weighting } from './weighting.ts'

/** One variant for each weighting; all read the same files. */
export const variants: readonly JudgeVariant[] = weightings.map((weighting) => ({
  id: weighting.id,
  version: '1',
  summary: weighting.summary,
  source: weighting.source,
  measure: (file) => Promise.resolve().then(() => measure(file, weighting)),
}))

function measure(file: JudgementFile, weighting: Weighting): JudgementScore {
  const evalSet = readEvalSet(file)
  if (evalSet !== null) {
    const notes = [
      'The file gives subsets and no items: standard errors take every verdict as right or wrong, and items as many as the data set has.',
      ...notesOn(evalSet, weighting),
    ]
    return { measurements: rewardBenchScore(evalSet, weighting), scores: [], broken: [], notes }
  }
  return measureItems(file, weighting)
}

function measureItems(file: JudgementFile, weighting: Weighting): JudgementScore {
  const { rows, broken: unread } = jsonRows(file)
  const broken: BrokenRow[] = [...unread]
  const results = new Map<string, SubsetResult>()
  const scores: SampleScore[] = []
  const seen = new Set<string>()
  for (const { line, value } of rows) {
    const reason = fault(value, seen)
    const verdict = reason === null ? itemVerdict(value) : undefined
    if (verdict === undefined) {
      broken.push({ kind: 'broken', line, reason: reason ?? 'has no verdict in a form that is known' })
      continue
    }
    const [id, subset] = [String(value['id']), value['subset'] as string]
    seen.add(id)
    const { right, rightSquared, n } = results.get(subset) ?? { right: 0, rightSquared: 0, n: 0 }
    const { score, extracted } = verdict
    results.set(subset, { right: right + score, rightSquared: rightSquared + score ** 2, n: n + 1 })
    scores.push({ benchmark: 'reward-bench', item: id, sample: 0, extracted, gold: 'chosen', score })
  }
  if (scores.length === 0) {
    throw noJudgements(
      file,
      'expected rows with id, subset and a verdict, or one object of subset accuracies',
    )
  }
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
function fault(row: Readonly<Record<string, unknown>>, seen: ReadonlySet<string>): string | null {
  const { id, subset } = row
  if (typeof id !== 'string' && typeof id !== 'number') return 'has no id'
  if (typeof subset !== 'string' || !isSubset(subset)) return 'names no subset of RewardBench'
  if (seen.has(String(id))) return `item ${id} was judged in an earlier row`
  return null
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
