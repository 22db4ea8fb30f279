import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Benchmark, Grade } from '@retable/core'
import { decimalsOf } from '@retable/stats/printed'
import { aggregate } from '../measure/aggregate.ts'
import { firstNumber, sanitizeAnswer, zeroEvalAnswer } from './answer.ts'
import { goldenRows, Tally, type Comparison } from '../golden/comparison.ts'

/** One output of ZeroEval with what its program made of it. */
export interface ZeroEvalRow {
  readonly id: string | number
  readonly output: string
  readonly gold: string
  readonly route: string
  readonly answer: string | null
  readonly number: string | null
  readonly correct: boolean
}

/** The published figures of a benchmark's first table, and every output behind them. */
export function zeroEvalComparisons(
  benchmark: Benchmark,
  options: {
    /** Of the summary and the outputs. */
    readonly folder: string
    readonly source: string
    readonly models: number
  },
): Comparison[] {
  const { folder, source, models } = options
  const [figures, items] = [new Tally(), new Tally()]
  const variant = benchmark.variants.find(({ id }) => id === 'zeroeval')!
  const leaderboard = benchmark.leaderboards[0]!
  const summary = readFileSync(path.join(folder, 'summary.published.json'), 'utf8')
  for (const { subject, cells } of leaderboard.parsePublished(summary)) {
    const fileName = leaderboard.outputs.find((output) => output.subject === subject)?.fileName
    if (fileName === undefined) continue
    const file = fileName.replace('.json', '.jsonl.gz')
    // Of some pinned outputs nobody else has computed each verdict; the replay of the table holds their figures.
    if (!existsSync(path.join(folder, file))) continue
    const grades = new Map<string, Grade[]>()
    for (const row of goldenRows<ZeroEvalRow>(folder, file)) {
      const grade = variant.grade(row.output, { gold: row.gold, fileName })
      grades.set(String(row.id), [grade])
      const { route, answer } = zeroEvalAnswer(row.output, fileName)
      const number = answer === null ? null : (firstNumber(sanitizeAnswer(answer)) ?? null)
      const published = [row.route, row.answer, row.number, row.correct]
      items.add(`${fileName} ${row.id}`, published, [route, answer, number, grade.score === 1])
    }
    const metrics = new Map(aggregate(grades, variant).map((metric) => [metric.name, metric.value]))
    for (const { metric, printed, scale } of cells) {
      const computed = ((metrics.get(metric) ?? Number.NaN) * scale).toFixed(decimalsOf(printed))
      figures.add(`${subject} ${metric}`, printed, computed)
    }
  }
  return [
    figures.comparison(
      source,
      `accuracy, no answer, total and mean reasoning length of ${models} models, as strings`,
    ),
    items.comparison(source, 'each output: route, answer, number, verdict (recomputed apart from retable)'),
  ]
}
