import {
  counted,
  type BrokenRow,
  type Judgements,
  type JudgementScore,
  type JudgeVariant,
  type Measurement,
  type SampleScore,
} from '@retable/core'
import { judgedOnce } from '../../judgements/judged-once.ts'
import { inOrder, jsonRows, noJudgements, noVerdicts } from '../../judgements/json-rows.ts'
import { measurement } from '../../measure/measurement.ts'
import { countOf, meanMeasurement } from '../../measure/measurements.ts'
import { namedIn } from '../../judgements/named.ts'
import { itemName } from '../../judgements/names.ts'
import { pairJudges, rating } from './judges.ts'
import { isRight, judgedPair, type JudgedPair } from './pair-rows.ts'
import { llmBarScore, type KappaRule } from './score.ts'
import { shortName, subsetNamed, subsets, type JudgedSet } from './sets.ts'

const judges = [...pairJudges, rating]

/** The paper's rule with kappas of the winners as they are. */
export const paper: JudgeVariant = {
  id: 'paper',
  version: '2',
  summary: 'Accuracy is the mean of both orders; kappas of the winners as they are',
  source: 'arXiv 2310.07641v2, section 4.1',
  judges,
  measure: (judgements) => Promise.resolve().then(() => measure(judgements, 'winners')),
}

/** The released program's rule, whose kappas are wrong. */
export const released: JudgeVariant = {
  id: 'released',
  version: '2',
  summary:
    'The same, with kappas as the released program prints them: winner "2" counts as "0" beside labels 1 and 2',
  source: 'princeton-nlp/LLMBar at 900616b, LLMEvaluator/evaluate.py',
  judges,
  measure: (judgements) => Promise.resolve().then(() => measure(judgements, 'released')),
}

function measure(judgements: Judgements, kappas: KappaRule): JudgementScore {
  const { rows, broken: unread } = jsonRows(judgements)
  const broken: BrokenRow[] = [...unread]
  const pairs: JudgedPair[] = []
  const scores: SampleScore[] = []
  const bySubset = new Map<JudgedSet, JudgedPair[]>()
  const repeated = judgedOnce()
  for (const { line, index, value } of rows) {
    const { subset: name, id } = value
    const subset = typeof name === 'string' ? subsetNamed(name) : undefined
    const ownName = typeof id === 'string' || typeof id === 'number' ? String(id) : String(index)
    const item = subset === undefined ? itemName(ownName) : itemName(shortName(subset.id), ownName)
    const pair = judgedPair(value)
    // A subset that is null is one that is not named.
    const isUnknown = subset === undefined && name !== undefined && name !== null
    const reason =
      typeof pair === 'string'
        ? pair
        : isUnknown
          ? `subset is ${JSON.stringify(name)}, none of LLMBar's`
          : repeated(item)
    if (typeof pair === 'string' || reason !== null) {
      broken.push({ kind: 'broken', line, reason: reason ?? '' })
      continue
    }
    pairs.push(pair)
    if (subset !== undefined) {
      if (!bySubset.has(subset)) bySubset.set(subset, [])
      bySubset.get(subset)!.push(pair)
    }
    scores.push(...scoresOf(item, pair))
  }
  if (pairs.length === 0) {
    throw noJudgements(
      judgements,
      'expected rows with label and winner, text, or text_1 and text_2, or a released result.json',
      broken,
    )
  }
  if (pairs.every(({ given, swapped }) => given === null && swapped === null)) {
    throw noVerdicts(judgements, pairs.length)
  }
  const unreadVerdicts = pairs.map(
    ({ given, swapped }) => (Number(given === null) + Number(swapped === null)) / 2,
  )
  const measurements = [
    ...llmBarScore(pairs, kappas),
    ...subsetMeasurements(bySubset),
    meanMeasurement('no_verdict', unreadVerdicts, 'fraction'),
    countOf('items', pairs.length),
  ]
  const named = namedIn(
    rows.map(({ value }) => value),
    { models: ['model'], judges: ['judge_model'] },
  )
  return { measurements, scores, broken: inOrder(broken), notes: notesOn(bySubset, pairs.length), named }
}

/** Accuracy and agreement of each subset, and means in which every subset counts alike. */
function subsetMeasurements(bySubset: ReadonlyMap<JudgedSet, readonly JudgedPair[]>): Measurement[] {
  const accuracies = new Map<JudgedSet, Measurement>()
  const own = [...bySubset].flatMap(([subset, pairs]) =>
    llmBarScore(pairs, 'winners').flatMap((measurement) => {
      if (measurement.name === 'accuracy') accuracies.set(subset, measurement)
      const shown = ['accuracy', 'agreement'].includes(measurement.name)
      return shown ? [{ ...measurement, name: `${measurement.name}/${shortName(subset.id)}` }] : []
    }),
  )
  const adversarial = subsets.filter(({ kind }) => kind === 'adversarial')
  return [
    ...own,
    ...meanOfSubsets('adversarial', adversarial, accuracies),
    ...meanOfSubsets('average', subsets, accuracies),
  ]
}

function meanOfSubsets(
  name: string,
  members: readonly JudgedSet[],
  accuracies: ReadonlyMap<JudgedSet, Measurement>,
): Measurement[] {
  const parts = members.flatMap((member) => accuracies.get(member) ?? [])
  if (parts.length < members.length) return []
  const value = parts.reduce((sum, part) => sum + part.value, 0) / parts.length
  const variance = parts.reduce((sum, part) => sum + (part.standardError ?? Number.NaN) ** 2, 0)
  const standardError = Number.isNaN(variance) ? null : Math.sqrt(variance) / parts.length
  const n = parts.reduce((sum, part) => sum + part.n, 0)
  return [measurement(name, value, { n, unit: 'fraction', standardError })]
}

function scoresOf(item: string, { label, given, swapped }: JudgedPair): SampleScore[] {
  return [given, swapped].map((winner, sample) => ({
    benchmark: 'llmbar',
    item,
    sample,
    extracted: winner,
    gold: label,
    score: isRight(winner, label) ? 1 : 0,
  }))
}

function notesOn(bySubset: ReadonlyMap<JudgedSet, readonly JudgedPair[]>, pairs: number): string[] {
  const partial = [...bySubset].filter(([subset, those]) => those.length !== subset.items)
  const list = partial.map(([{ id, items }, those]) => `${shortName(id)} ${those.length} of ${items}`)
  const inSubsets = [...bySubset.values()].reduce((sum, those) => sum + those.length, 0)
  return [
    ...(list.length === 0
      ? []
      : [`Subsets with another number of pairs than LLMBar has: ${list.join(', ')}.`]),
    ...(inSubsets === pairs || inSubsets === 0
      ? []
      : [`${counted(pairs - inSubsets, 'pair')} of ${pairs} without a subset.`]),
  ]
}
