import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Measurement } from '@retable/core'
import { benchmark } from '../benchmark.ts'
import { readLabels } from '../labels-file.ts'
import { scoreCritique } from '../score.ts'
import { Tally, type Comparison } from '../../../golden/comparison.ts'

/** What was recomputed from the same labels apart from retable, in per cent: precision, recall, F1. None is published. */
export const recomputedApart: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  macro: {
    _human: [85.37, 50.97, 58.24],
    _llm1: [71.71, 53.74, 58.19],
    _llm2: [70.42, 55.01, 58.21],
    '': [75.83, 53.24, 58.21],
  },
  micro: { _human: [87.61, 48.72, 62.62] },
}

interface Annotation {
  readonly [critique: string]: {
    readonly precision_score: number
    readonly recall_score: number
    readonly f1_score: number
  }
}

/** Every comparison with the authors' annotations, from the golden data in `golden`. */
export async function comparisons(golden: string): Promise<Comparison[]> {
  const bytes = readFileSync(path.join(golden, 'judging/metacritique/annotation_data.json'))
  return [await abstractCounts(bytes), ...storedScores(bytes), ...(await macroMeans(bytes))]
}

async function abstractCounts(bytes: Uint8Array): Promise<Comparison> {
  const tally = new Tally()
  const read = () => Promise.resolve(bytes)
  const abstract = benchmark.leaderboards.find(({ id }) => id === 'abstract')!
  for (const { subject, cells } of await abstract.published(read)) {
    const { measurements = [] } = (await abstract.recompute(subject, read)) ?? {}
    for (const { metric, printed } of cells) tally.add(metric, printed, String(valueOf(measurements, metric)))
  }
  return tally.comparison('MetaCritique abstract', 'critiques and atomic information units')
}

/** The scores that the annotations hold beside their labels, all digits. */
function storedScores(bytes: Uint8Array): Comparison[] {
  const tallies = { precision: new Tally(), recall: new Tally(), f1: new Tally() }
  const annotations = JSON.parse(new TextDecoder().decode(bytes)) as readonly Annotation[]
  const { critiques } = readLabels({ bytes, name: 'annotation_data.json' })
  const stored = annotations.flatMap((annotation) =>
    ['human', 'llm1', 'llm2'].map((critic) => annotation[`${critic}_critique`]!),
  )
  for (const [i, { precision_score, recall_score, f1_score }] of stored.entries()) {
    const score = scoreCritique(critiques[i]!)
    tallies.precision.add(`critique ${i}`, precision_score, score.precision)
    tallies.recall.add(`critique ${i}`, recall_score, score.recall)
    tallies.f1.add(`critique ${i}`, f1_score, score.f1)
  }
  return Object.entries(tallies).map(([metric, tally]) =>
    tally.comparison('MetaCritique annotations', `stored ${metric} of each critique, all digits`),
  )
}

async function macroMeans(bytes: Uint8Array): Promise<Comparison[]> {
  return Promise.all(
    Object.entries(recomputedApart).map(async ([variant, figures]) => {
      const tally = new Tally()
      const rule = benchmark.variants.find(({ id }) => id === variant)!
      const file = { bytes, name: 'annotation_data.json' }
      const { measurements } = await rule.measure(file, () => Promise.resolve(bytes))
      for (const [suffix, values] of Object.entries(figures)) {
        for (const [i, metric] of ['precision', 'recall', 'f1'].entries()) {
          const name = metric + suffix
          tally.add(name, values[i], Number((valueOf(measurements, name) * 100).toFixed(2)))
        }
      }
      const of = variant === 'macro' ? 'human, first, second and all critiques' : 'human critiques'
      return tally.comparison(
        'MetaCritique annotations',
        `${variant} precision, recall, F1 of ${of} (recomputed apart from retable)`,
      )
    }),
  )
}

function valueOf(measurements: readonly Measurement[], metric: string): number {
  return measurements.find(({ name }) => name === metric)?.value ?? Number.NaN
}
