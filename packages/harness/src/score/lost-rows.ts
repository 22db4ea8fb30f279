import type { Measurement, ReadRow, SampleScore } from '@retable/core'

/** Rows of a file that stand in none of its scores. */
export interface LostRows {
  readonly rows: number
  /** All rows: those scored, and these. */
  readonly of: number
  /** Outputs that the model never gave and that count as wrong all the same, since `countedBy` does so. */
  readonly countedWrong: number
  /** The program whose way it is to count them; null where none is known to, and they are lost. */
  readonly countedBy: string | null
  /** Accuracy over the rows that were scored, and as it would be if every lost row were wrong; null if none is lost. */
  readonly accuracy: { readonly without: number; readonly asWrong: number } | null
}

/**
 * Programs that count a request that failed as a wrong answer, by the format of their files. lm-evaluation-harness puts
 * an empty text in the place of a chat answer that it cannot read (0.4.9, models/openai_completions.py,
 * parse_generations). ZeroEval divides by all rows of the file, with an answer or without (its evaluation scripts). An
 * Inspect sample that ended in an error has no score and stands in no mean.
 */
const countingAsWrong: Readonly<Record<string, string>> = {
  'lm-eval': 'lm-evaluation-harness',
  zeroeval: 'ZeroEval',
}

/** The program that counts failed requests of a format's files as wrong; undefined if none is known to. */
export function countsFailedAsWrong(format: string): string | undefined {
  return countingAsWrong[format]
}

/** The rows without the outputs that the model never gave: a row that has no other is broken, others are followed by one. */
export async function* withoutFailed(rows: AsyncIterable<ReadRow>): AsyncGenerator<ReadRow> {
  for await (const row of rows) {
    if (row.kind !== 'output' || row.failed === undefined) {
      yield row
      continue
    }
    const { failed, ...rest } = row
    const outputs = row.outputs.filter((_, index) => !failed.indexes.includes(index))
    if (outputs.length > 0) yield { ...rest, outputs }
    yield { kind: 'broken', line: row.line, reason: failed.reason }
  }
}

/** Accuracy without the lost rows and with them as wrong ones, each row being one of equal weight. */
export function bothReadings(
  metrics: readonly Measurement[],
  scored: number,
  lost: number,
): LostRows['accuracy'] {
  const accuracy = metrics.find(({ name }) => name === 'accuracy')
  if (lost === 0 || accuracy === undefined) return null
  return { without: accuracy.value, asWrong: (accuracy.value * scored) / (scored + lost) }
}

/** Rows of a file of judgements that stand in none of its measurements. */
export interface LostJudgements {
  readonly rows: number
  /** The judged items, and these rows. */
  readonly of: number
  /** A measurement that is the mean of the items' scores, and what it would be if every lost row scored 0; null if none is. */
  readonly readings: { readonly metric: string; readonly without: number; readonly asWrong: number } | null
}

/** What is lost of a file of judgements. */
export function lostJudgements(
  metrics: readonly Measurement[],
  scores: readonly SampleScore[],
  lost: number,
): LostJudgements {
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length
  const isMean = ({ unit, value }: Measurement) =>
    (unit === 'fraction' && Math.abs(value - mean) < 1e-9) ||
    (unit === 'percent' && Math.abs(value / 100 - mean) < 1e-9)
  const metric = lost === 0 ? undefined : metrics.find(isMean)
  const share = scores.length / (scores.length + lost)
  return {
    rows: lost,
    of: scores.length + lost,
    readings:
      metric === undefined
        ? null
        : { metric: metric.name, without: metric.value, asWrong: metric.value * share },
  }
}
