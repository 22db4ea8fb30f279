import type {
  Drawn,
  Evaluation,
  Grade,
  NamedMeasurement,
  SampleScore,
  SettingResult,
  Task,
  UnitValues,
} from '@retable/core'
import { aggregate } from '@retable/evaluators/aggregate'
import { measurement, normal } from '@retable/evaluators/measurement'
import { majorityScore, meanOf } from '@retable/stats'
import type { Step } from './step.ts'

/** Grades greedy samples, and the majority of several samples where there are any. */
export function evaluateSamples(
  { setting, evaluation }: Extract<Step, { kind: 'evaluate' }>,
  greedy: readonly Drawn<Task>[],
  votes: readonly Drawn<Task>[] | null,
): SettingResult {
  const graded = (samples: readonly Drawn<Task>[]) =>
    new Map(
      samples.map(({ of: task, completions }): [string, Grade[]] => [
        task.id,
        completions.map(({ text }) => evaluation.variant.grade(text, { gold: task.gold })),
      ]),
    )
  return evaluateGrades(setting, evaluation, graded(greedy), votes === null ? null : graded(votes))
}

/** Grades by item, in sampling order. */
export type Grades = ReadonlyMap<string, readonly Grade[]>

/** What the grades of a setting's samples come to. */
export function evaluateGrades(
  setting: string,
  { variant, benchmark }: Pick<Evaluation, 'variant' | 'benchmark'>,
  greedy: Grades,
  votes: Grades | null,
): SettingResult {
  const measurements: NamedMeasurement[] = aggregate(greedy, variant).filter(({ name }) => name !== 'outputs')
  const units: Record<string, { item: string; value: number }[]> = {
    accuracy: [...greedy].map(([item, [grade]]) => ({ item, value: grade?.score ?? 0 })),
  }
  const scores = scoresOf(greedy, benchmark.id)
  if (votes !== null) {
    const [first] = votes.values()
    const samples = first?.length ?? 0
    const wanted = [`maj@${samples}`, `maj@${samples}_expected`]
    measurements.push(...aggregate(votes, variant).filter(({ name }) => wanted.includes(name)))
    units[`maj@${samples}_expected`] = [...votes].map(([item, grades]) => ({
      item,
      value: majorityScore(grades, { nullVotes: variant.unparsedVotes }).expected,
    }))
    scores.push(...scoresOf(votes, benchmark.id, 'votes'))
  }
  const { id, version } = variant
  return { setting, benchmark, variant: { id, version }, measurements, units, scores }
}

function scoresOf(grades: Grades, benchmark: string, drawing?: 'votes'): SampleScore[] {
  const of = drawing === undefined ? {} : { drawing }
  return [...grades].flatMap(([item, samples]) =>
    samples.map(({ extracted, gold, score }, sample) => ({
      ...{ benchmark, item, sample, ...of },
      ...{ extracted, gold, score },
    })),
  )
}

/** A mean over units, as a measurement. */
export function measureUnits(setting: string, { metric, unit, values }: UnitValues): SettingResult {
  const { mean, standardError, n } = meanOf(values.map(({ value }) => value))
  const interval = standardError === null ? null : normal(mean, standardError)
  return {
    setting,
    benchmark: null,
    variant: null,
    measurements: [measurement(metric, mean, { n, unit, standardError, interval })],
    units: { [metric]: values },
    scores: [],
  }
}
