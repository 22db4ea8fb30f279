import type { Drawn, Grade, NamedMeasurement, SettingResult, Task, UnitValues } from '@retable/core'
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
  const { variant, benchmark } = evaluation
  const graded = (samples: readonly Drawn<Task>[]) =>
    new Map(
      samples.map(({ of: task, completions }): [string, Grade[]] => [
        task.id,
        completions.map(({ text }) => variant.grade(text, { gold: task.gold })),
      ]),
    )
  const greedyGrades = graded(greedy)
  const measurements: NamedMeasurement[] = aggregate(greedyGrades, variant).filter(
    ({ name }) => name !== 'outputs',
  )
  const units: Record<string, { item: string; value: number }[]> = {
    accuracy: [...greedyGrades].map(([item, [grade]]) => ({ item, value: grade?.score ?? 0 })),
  }
  if (votes !== null) {
    const voteGrades = graded(votes)
    const samples = votes[0]?.completions.length ?? 0
    const wanted = [`maj@${samples}`, `maj@${samples}_expected`]
    measurements.push(...aggregate(voteGrades, variant).filter(({ name }) => wanted.includes(name)))
    units[`maj@${samples}_expected`] = [...voteGrades].map(([item, grades]) => ({
      item,
      value: majorityScore(grades, { nullVotes: variant.unparsedVotes }).expected,
    }))
  }
  const scores = [...greedyGrades].flatMap(([item, grades]) =>
    grades.map(({ extracted, gold, score }, sample) => ({
      benchmark: benchmark.id,
      item,
      sample,
      extracted,
      gold,
      score,
    })),
  )
  const { id, version } = variant
  return { setting, benchmark, variant: { id, version }, measurements, units, scores }
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
