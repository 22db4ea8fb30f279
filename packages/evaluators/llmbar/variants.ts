import type {
  BrokenRow,
  JudgementFile,
  JudgementScore,
  JudgeVariant,
  Measurement,
  SampleScore,
} from '@retable/core'
import { inOrder, jsonRows, noJudgements } from '../judgements/json-rows.ts'
import { countOf, meanMeasurement } from '../judgements/measurements.ts'
import { judgedPair, type JudgedPair } from './pair-rows.ts'
import { llmBarScore, type KappaRule } from './score.ts'
import { shortName, subsetNamed, subsets, type JudgedSet } from './sets.ts'

/** The paper's rule with kappas of the winners as they are. */
export const paper: JudgeVariant = {
  id: 'paper',
  version: '1',
  summary: 'Accuracy is the mean of both orders; kappas of the winners as they are',
  source: 'arXiv 2310.07641v2, section 4.1',
  measure: (file) => Promise.resolve().then(() => measure(file, 'winners')),
}

/** The released program's rule, whose kappas are wrong. */
export const released: JudgeVariant = {
  id: 'released',
  version: '1',
  summary:
    'The same, with kappas as the released program prints them: winner "2" counts as "0" beside labels 1 and 2',
  source: 'princeton-nlp/LLMBar at 900616b, LLMEvaluator/evaluate.py',
  measure: (file) => Promise.resolve().then(() => measure(file, 'released')),
}

function measure(file: JudgementFile, kappas: KappaRule): JudgementScore {
  const { rows, broken: unread } = jsonRows(file)
  const broken: BrokenRow[] = [...unread]
  const pairs: JudgedPair[] = []
  const scores: SampleScore[] = []
  const bySubset = new Map<JudgedSet, JudgedPair[]>()
  for (const { line, index, value } of rows) {
    const { subset: name, id } = value
    const subset = typeof name === 'string' ? subsetNamed(name) : undefined
    const pair = judgedPair(value)
    if (pair === undefined || (name !== undefined && subset === undefined)) {
      const reason =
        pair === undefined ? 'has no label and verdicts in a form that is known' : 'names no subset of LLMBar'
      broken.push({ kind: 'broken', line, reason })
      continue
    }
    pairs.push(pair)
    if (subset !== undefined) {
      if (!bySubset.has(subset)) bySubset.set(subset, [])
      bySubset.get(subset)!.push(pair)
    }
    const item = typeof id === 'string' || typeof id === 'number' ? String(id) : String(index)
    scores.push(...scoresOf(subset === undefined ? item : `${shortName(subset.id)}/${item}`, pair))
  }
  if (pairs.length === 0) {
    throw noJudgements(
      file,
      'expected rows with label and winner, text, or text_1 and text_2, or a released result.json',
    )
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
  return { measurements, scores, broken: inOrder(broken), notes: notesOn(bySubset) }
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
  return [{ name, value, standardError, n, unit: 'fraction', interval: null }]
}

function scoresOf(item: string, { label, given, swapped }: JudgedPair): SampleScore[] {
  return [given, swapped].map((winner, sample) => ({
    benchmark: 'llmbar',
    item,
    sample,
    extracted: winner,
    gold: label,
    score: winner === label ? 1 : 0,
  }))
}

function notesOn(bySubset: ReadonlyMap<JudgedSet, readonly JudgedPair[]>): string[] {
  const partial = [...bySubset].filter(([subset, pairs]) => pairs.length !== subset.items)
  const list = partial.map(([{ id, items }, pairs]) => `${shortName(id)} ${pairs.length} of ${items}`)
  return list.length === 0
    ? []
    : [`Subsets with another number of pairs than LLMBar has: ${list.join(', ')}.`]
}
