import path from 'node:path'
import type { Assets } from '@retable/assets'
import {
  counted,
  grouped,
  type Benchmark,
  type BrokenRow,
  type Grade,
  type Measurement,
  type OutputRow,
  type SampleScore,
  type Versioned,
} from '@retable/core'
import { aggregate } from '@retable/evaluators/aggregate'
import { detectFormat, readOutputs, type Columns, type Format } from '@retable/readers'
import { HarnessError } from '../errors.ts'
import { findVariant } from '../benchmarks/find-benchmark.ts'
import { gradeAhead } from './threads/grade-ahead.ts'
import { gradeSwitch } from './threads/grade-switch.ts'
import { matchedRows } from './items/matched-rows.ts'
import { impliedByLog, openLog } from './logs/open-log.ts'
import { startLogTally, type LogComparison, type LogRow } from './logs/log-scores.ts'
import { startPartTally, type PartScore } from './logs/part-scores.ts'
import { startAccidentTally } from './faults/accidents.ts'
import { startBrokenTally, type BrokenKind } from './faults/broken-kinds.ts'
import { countsFailedAsWrong, startRowTally, type LostRows } from './faults/lost-rows.ts'
import { startUnparsedSample, type AnswersElsewhere } from './other-variants.ts'
import { sameGold } from './items/same-gold.ts'
import { sharedGrades } from './shared-grades.ts'

/** Options of {@link scoreFile}. */
export interface ScoreOptions {
  readonly benchmark: Benchmark
  readonly file: string
  /** Detected from the file if it is not named. */
  readonly format?: Format | undefined
  /** What the columns of a table are called. */
  readonly columns?: Columns | undefined
  /** Implied by the log's task and scores, or by the format, if it is not named. */
  readonly variant?: string | undefined
  readonly assets: Assets
  /** Base name of the outputs' file where `file` is a copy under another name. */
  readonly fileName?: string | undefined
  /**
   * Threads that grade: 0 for none beside the caller's, n for so many from the first row on. If it is not said, they
   * start when a file proves to need them. A benchmark that findBenchmark did not give is graded without.
   */
  readonly workers?: number | undefined
  /** Whether other variants read some of the outputs in which no answer is found, where these are many. */
  readonly readByOthers?: boolean | undefined
  readonly signal?: AbortSignal | undefined
  /** Called for every output, in the file's order, with the variant that graded it; a promise is waited for. */
  readonly onSample?: ((sample: ScoredSample, by: Versioned) => Promise<void> | undefined | void) | undefined
  /** Called for every row that cannot be scored. */
  readonly onBroken?: ((row: BrokenRow) => void) | undefined
}

/** One output with its score. */
export interface ScoredSample {
  readonly score: SampleScore
  readonly question: string | undefined
  readonly output: string
}

/** What one file scores. */
export interface FileScore {
  readonly benchmark: string
  readonly version: string
  readonly variant: string
  readonly variantVersion: string
  readonly format: Format
  readonly file: string
  /** Items scored. */
  readonly n: number
  /** Items in the benchmark's whole test split, and how many of those scored are of it. */
  readonly itemsInBenchmark: number
  readonly itemsOfBenchmark: number
  /** Fewest and most samples of an item; votes go up to the fewest. */
  readonly samplesPerItem: { readonly least: number; readonly most: number }
  readonly metrics: readonly Measurement[]
  /** Outputs without an answer that the variant could find. */
  readonly unparsedAnswers: number
  /** Rows that could not be scored. */
  readonly brokenLines: number
  /** Each task of a file that holds several, or each epoch of a run of several. */
  readonly parts?: readonly PartScore[]
  /** For logs of evaluation programs: how much of the run the file holds, and the program's own scores. */
  readonly log?: LogComparison
  /** The broken rows and outputs that were never given, among all rows. */
  readonly lost: LostRows
  /** What is wrong with the broken rows, and with how many. */
  readonly brokenKinds: readonly BrokenKind[]
  /** What looks like an accident in making the file, in sentences. */
  readonly warnings: readonly string[]
  /** If it was asked for, and the outputs without an answer are many. */
  readonly answersElsewhere?: AnswersElsewhere
  /** Whether the answers show that each id is one too high, so that no number here is right. */
  readonly isShifted: boolean
}

/**
 * Scores a file of outputs. Several rows of the same item, and several outputs in a row, are samples of that item.
 *
 * @throws ReaderError if the file cannot be read, HarnessError if no row of it can be scored
 */
export async function scoreFile(options: ScoreOptions): Promise<FileScore> {
  const { benchmark, file, signal } = options
  const format = options.format ?? (await detectFormat(file, signal))
  const opened = await openLog(readOutputs(file, format, { signal, columns: options.columns }))
  const variant = findVariant(benchmark, format, options.variant ?? impliedByLog(benchmark, opened))
  const fileName = options.fileName ?? path.basename(file).replace(/\.gz$/, '')
  const grades = new Map<string, Grade[]>()
  const golds = new Map<string, string>()
  const tally = startLogTally(benchmark.logVariants)
  const parts = startPartTally()
  const shared = sharedGrades()
  const brokenRows = startBrokenTally()
  const accidents = startAccidentTally(benchmark)
  const unparsed = startUnparsedSample(benchmark, variant)
  const isSameGold = sameGold(benchmark, variant)
  const countedBy = countsFailedAsWrong(format)
  const rowTally = startRowTally()
  const count = { outputs: 0, unparsed: 0, broken: 0 }
  const report = (row: BrokenRow) => {
    count.broken += 1
    brokenRows.add(row)
    options.onBroken?.(row)
  }
  const reportLost = (row: BrokenRow) => {
    rowTally.broken(row.outputs)
    report(row)
  }

  const steps = matchedRows(opened.rows, {
    ...{ benchmark, variant, fileName, isSameGold, signal },
    ...{ assets: options.assets, gradesFailed: countedBy !== undefined },
  })
  const { gradeHere, poolNow } = gradeSwitch({ benchmark, variant, workers: options.workers, signal })
  for await (const { row, match: item, job, grades: ready } of gradeAhead(steps, poolNow)) {
    if (row.kind === 'log') tally.state(row)
    if (row.kind === 'broken') {
      accidents.broken(row)
      reportLost(row)
    }
    // The row that it repeats may be broken, and is reported then.
    if (row.kind === 'repeat') {
      tally.repeat(row)
      rowTally.scored(row)
    }
    if (row.kind !== 'output' || item === undefined) continue
    if ('broken' in item) {
      accidents.add(row, undefined, undefined)
      reportLost(placed(row, item.broken))
      continue
    }
    const samples = grades.get(item.id) ?? []
    if (!isSameGold(golds.get(item.id) ?? item.gold, item.gold, job?.context)) {
      reportLost(placed(row, 'an earlier row of the same item has another "gold"'))
      continue
    }
    golds.set(item.id, item.gold)
    if (samples.length === 0) grades.set(item.id, samples)
    const first = samples.length
    for (const [index, output] of row.outputs.entries()) {
      const grade = ready?.[index] ?? gradeHere(output, job!.context)
      count.outputs += 1
      if (grade.extracted === null) {
        count.unparsed += 1
        if (options.readByOthers) unparsed.add(output, job!.context)
      }
      const { extracted, gold, score } = grade
      const sample = {
        score: { benchmark: benchmark.id, item: item.id, sample: samples.length, extracted, gold, score },
        question: item.question,
        output,
      }
      const room = options.onSample?.(sample, variant)
      if (room) await room
      const kept = shared(grade)
      samples.push(kept)
      parts.add(row, item.id, kept)
    }
    rowTally.scored(row)
    if (row.failed?.lost !== undefined) report(placed(row, row.failed.reason))
    accidents.add(row, item.id, samples[first])
    tally.add(row, samples[first]!.score)
  }
  if (grades.size === 0) {
    throw new HarnessError(
      'harness/nothing-to-score',
      `${file}: no row could be scored${whyNone(benchmark, brokenRows.kinds(), tally.log())}${accidents
        .found()
        .map((one) => ` ${one}`)
        .join('')}`,
    )
  }
  const log = tally.result()
  const each = parts.result(variant)
  const metrics = aggregate(grades, variant)
  const elsewhere = options.readByOthers ? unparsed.readByOthers(count.outputs) : undefined
  return {
    benchmark: benchmark.id,
    version: benchmark.version,
    variant: variant.id,
    variantVersion: variant.version,
    format,
    file,
    n: grades.size,
    itemsInBenchmark: benchmark.splits.test.size,
    itemsOfBenchmark: [...grades.keys()].filter((id) => benchmark.itemId(id) === id).length,
    samplesPerItem: sampleRange(grades),
    metrics,
    unparsedAnswers: count.unparsed,
    brokenLines: count.broken,
    ...(each === undefined ? {} : { parts: each }),
    ...(log === undefined ? {} : { log }),
    lost: rowTally.result(metrics, countedBy),
    brokenKinds: brokenRows.kinds(),
    warnings: [...accidents.found(), ...extentWarnings(log)],
    ...(elsewhere === undefined ? {} : { answersElsewhere: elsewhere }),
    isShifted: accidents.isShifted(),
  }
}

/** A log that has fewer rows than it states, or did not end well, looks like a whole one. */
function extentWarnings(log: LogComparison | undefined): string[] {
  if (log === undefined) return []
  const { found, stated, unit, status } = log
  return [
    ...(stated !== null && found < stated
      ? [
          `The file has ${grouped(found)} of the ${counted(stated, unit)} that the log states: its scores are of a part of the run.`,
        ]
      : []),
    ...(status !== null && status !== 'success'
      ? [`The run did not end well: its status is "${status}".`]
      : []),
  ]
}

/** A row that fits no item; in a format without lines its id says which it is, in an array its place. */
function placed(row: OutputRow, reason: string): BrokenRow {
  const element = row.element === undefined ? '' : `element ${row.element}: `
  const place = row.line === 0 ? `sample ${JSON.stringify(row.id)}: ` : element
  return { kind: 'broken', line: row.line, reason: `${place}${reason}` }
}

function whyNone(benchmark: Benchmark, kinds: readonly BrokenKind[], log: LogRow | undefined): string {
  const [first] = kinds
  const place = first === undefined || first.line === 0 ? '' : `line ${first.line}: `
  const others = kinds.slice(1).reduce((sum, { rows }) => sum + rows, 0)
  const alike =
    first === undefined || first.rows === 1 ? '' : `; likewise ${counted(first.rows - 1, 'further row')}`
  const further = others === 0 ? '' : `; ${counted(others, 'row')} in other ways`
  const why = first === undefined ? ' (it holds no outputs)' : ` (${place}${first.reason}${alike}${further})`
  if (log?.task === undefined) return why
  const ended = log.status === undefined || log.status === 'success' ? '' : `, with status "${log.status}"`
  const advice = `if that is not ${benchmark.id}, score it on the benchmark that it ran`
  return `${why}; the log is of the task ${JSON.stringify(log.task)}${ended}; ${advice}`
}

function sampleRange(grades: ReadonlyMap<string, readonly Grade[]>): FileScore['samplesPerItem'] {
  let [least, most] = [Infinity, 0]
  for (const { length } of grades.values()) {
    least = Math.min(least, length)
    most = Math.max(most, length)
  }
  return { least, most }
}
