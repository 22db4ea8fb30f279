import type { JudgeVariant, Judgements, JudgementScore, Measurement, SampleScore } from '@retable/core'
import { harmonicMean } from '@retable/stats'
import { measurement } from '../../measure/measurement.ts'
import { countOf, meanMeasurement, shareOf } from '../../measure/measurements.ts'
import { itemName, partNotes } from '../../judgements/names.ts'
import { claim } from './claim-judge.ts'
import { readLabels, type JudgedCritique } from './labels-file.ts'
import { scoreCritique } from './score.ts'

const source = 'arXiv 2401.04518v2; GAIR-NLP/MetaCritique at 2868c7c, meta_critique/cal_meta_scores.py'

/** Means of the critiques' own precision, recall and F1, as published: every critique weighs the same. */
export const macro: JudgeVariant = {
  id: 'macro',
  version: '2',
  summary: "means over critiques of each one's precision, recall and F1",
  source,
  judges: [claim],
  measure: async (judgements) => Promise.resolve(measured(judgements, macroFigures)),
}

/** Precision, recall and F1 over all units pooled: long critiques weigh more. Nobody publishes it. */
export const micro: JudgeVariant = {
  id: 'micro',
  version: '2',
  summary: 'precision, recall and F1 over the pooled units of all critiques',
  source: "retable's own, for comparison with macro",
  judges: [claim],
  measure: async (judgements) => Promise.resolve(measured(judgements, microFigures)),
}

type Figures = (critiques: readonly JudgedCritique[], suffix: string) => readonly Measurement[]

function measured(judgements: Judgements, figures: Figures): JudgementScore {
  const { critiques, broken, named } = readLabels(judgements)
  const critics = [...new Set(critiques.flatMap(({ critic }) => critic ?? []))]
  const units = critiques.reduce((sum, { precision }) => sum + precision.length, 0)
  const references = new Map(critiques.map(({ item, recall }) => [item, recall.length]))
  const labels = critiques.reduce((sum, { precision, recall }) => sum + precision.length + recall.length, 0)
  const unread = critiques.reduce((sum, critique) => sum + critique.unread, 0)
  return {
    measurements: [
      ...figures(critiques, ''),
      ...critics.flatMap((critic) =>
        figures(
          critiques.filter((critique) => critique.critic === critic),
          `_${critic}`,
        ),
      ),
      shareOf(
        'no_verdict',
        Array.from({ length: labels }, (_, i) => i < unread),
      ),
      countOf('critiques', critiques.length),
      countOf('aius', units + [...references.values()].reduce((sum, size) => sum + size, 0)),
    ],
    scores: scoresOf(critiques),
    broken,
    notes: [
      ...(figures === macroFigures
        ? ['F1 is a mean over critiques, not the harmonic mean of the precision and recall beside it.']
        : []),
      'Recall is measured against one reference critique, written by GPT-4 in the published data.',
      ...partNotes(references.size, items, 'item'),
    ],
    named,
  }
}

/** Items of the published data. */
const items = 100

/** Critiques of one item that name no critic are its samples, in the file's order. */
function scoresOf(critiques: readonly JudgedCritique[]): SampleScore[] {
  const seen = new Map<string, number>()
  return critiques.map((critique) => {
    const item = itemName(critique.item, ...(critique.critic === undefined ? [] : [critique.critic]))
    const sample = seen.get(item) ?? 0
    seen.set(item, sample + 1)
    return {
      benchmark: 'meta-critique',
      item,
      sample,
      extracted: `precision ${counts(critique.precision)}, recall ${counts(critique.recall)}`,
      gold: '',
      score: scoreCritique(critique).f1,
    }
  })
}

/** Critiques of one item share its reference critique, so standard errors take the item as a cluster. */
function macroFigures(critiques: readonly JudgedCritique[], suffix: string): Measurement[] {
  const scores = critiques.map(scoreCritique)
  const items = critiques.map(({ item }) => item)
  return (['precision', 'recall', 'f1'] as const).map((metric) => {
    const values = scores.map((score) => score[metric])
    return meanMeasurement(metric + suffix, values, 'fraction', items)
  })
}

/** Without standard errors: the units of a critique are not independent. */
function microFigures(critiques: readonly JudgedCritique[], suffix: string): Measurement[] {
  const precision = pooled(critiques.flatMap((critique) => critique.precision))
  const recall = pooled(critiques.flatMap((critique) => critique.recall))
  const f1 = harmonicMean(precision, recall)
  return Object.entries({ precision, recall, f1 }).map(([metric, value]) =>
    measurement(metric + suffix, value, { n: critiques.length, unit: 'fraction' }),
  )
}

function pooled(labels: readonly boolean[]): number {
  return labels.length === 0 ? 0 : labels.filter(Boolean).length / labels.length
}

function counts(labels: readonly boolean[]): string {
  return `${labels.filter(Boolean).length}/${labels.length}`
}
