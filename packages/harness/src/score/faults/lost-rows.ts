import type { Measurement, OutputRow, ReadRow, RepeatRow, SampleScore } from '@retable/core'

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
  /** Where rows have lost some of several samples: the samples, as many in a row that cannot be read as in others; else null. */
  readonly samples: { readonly lost: number; readonly of: number } | null
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

/**
 * A row without the outputs that the model never gave. One that has no other is broken; of others `failed` keeps the reason
 * and their number.
 */
export function withoutFailed(row: ReadRow): ReadRow {
  if (row.kind !== 'output' || row.failed === undefined) return row
  const { indexes, reason } = row.failed
  const outputs = row.outputs.filter((_, index) => !indexes.includes(index))
  if (outputs.length === 0) return { kind: 'broken', line: row.line, reason, outputs: indexes.length }
  return { ...row, outputs, failed: { indexes: [], reason, lost: indexes.length } }
}

/** Counts a file's rows. */
export interface RowTally {
  /** A row whose outputs are scored, or one that repeats such a row. */
  readonly scored: (row: OutputRow | RepeatRow) => void
  /** A row that is not scored. */
  readonly broken: (outputs?: number) => void
  readonly result: (metrics: readonly Measurement[], countedBy: string | undefined) => LostRows
}

/** An empty {@link RowTally}. */
export function startRowTally(): RowTally {
  let [scored, lost, partly, countedWrong] = [0, 0, 0, 0]
  // Rows, and of those that are partly lost the share of each side.
  const samples = { scored: 0, lost: 0, rows: 0, unknown: 0 }
  let weight = { scored: 0, lost: 0 }
  return {
    scored(row) {
      scored += 1
      const failed = row.kind === 'output' ? row.failed : undefined
      const lostOutputs = failed?.lost ?? 0
      countedWrong += failed?.indexes.length ?? 0
      const share = row.kind === 'output' ? lostOutputs / (row.outputs.length + lostOutputs) : 0
      if (share > 0) partly += 1
      if (row.kind === 'output') {
        samples.rows += 1
        samples.scored += row.outputs.length
        samples.lost += lostOutputs
      }
      weight = { scored: weight.scored + 1 - share, lost: weight.lost + share }
    },
    broken(outputs) {
      lost += 1
      if (outputs === undefined) samples.unknown += 1
      samples.lost += outputs ?? 0
      weight.lost += 1
    },
    result(metrics, countedBy) {
      const accuracy = metrics.find(({ name }) => name === 'accuracy')?.value
      const isWhole = lost + partly === 0 || accuracy === undefined
      const share = weight.scored / (weight.scored + weight.lost)
      return {
        rows: lost + partly,
        of: scored + lost,
        countedWrong,
        countedBy: countedBy ?? null,
        accuracy: isWhole ? null : { without: accuracy, asWrong: accuracy * share },
        samples: partly === 0 ? null : samplesOf(samples),
      }
    },
  }
}

function samplesOf({
  scored,
  lost,
  rows,
  unknown,
}: Readonly<Record<'scored' | 'lost' | 'rows' | 'unknown', number>>) {
  const all = lost + Math.round((unknown * (scored + lost)) / rows)
  return { lost: all, of: scored + all }
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
  const isMean = ({ unit, value, n }: Measurement) =>
    n === scores.length &&
    ((unit === 'fraction' && Math.abs(value - mean) < 1e-9) ||
      (unit === 'percent' && Math.abs(value / 100 - mean) < 1e-9))
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
