import path from 'node:path'
import type { Assets } from '@retable/assets'
import {
  counted,
  type BrokenRow,
  type JudgeBenchmark,
  type Measurement,
  type ReadAsset,
  type SampleScore,
} from '@retable/core'
import { statedJudge, type StatedJudge } from '@retable/evaluators/judges'
import { HarnessError } from '../errors.ts'
import { findJudgeVariant } from '../benchmarks/find-benchmark.ts'
import { bytesOf } from './read-file.ts'
import { startBrokenTally, type BrokenKind } from '../score/faults/broken-kinds.ts'
import { lostJudgements, type LostJudgements } from '../score/faults/lost-rows.ts'

/** Options of {@link scoreJudgements}. */
export interface JudgementOptions {
  readonly benchmark: JudgeBenchmark
  readonly file: string
  /** What stands in it, or is to; read if left out. */
  readonly bytes?: Uint8Array
  /** The benchmark's default if left out. */
  readonly variant?: string | undefined
  readonly assets: Assets
  readonly signal?: AbortSignal | undefined
}

/** What a file of judgements scores. */
export interface JudgementFileScore {
  readonly benchmark: string
  readonly version: string
  readonly variant: string
  readonly variantVersion: string
  readonly file: string
  /** Models and judges that the file names; empty where it names none. */
  readonly models: readonly string[]
  readonly judges: readonly string[]
  /** The variant's judges: how they are asked, and what a tie and an answer without a verdict count. */
  readonly judgeRules: readonly StatedJudge[]
  /** Items judged, each once, however often. */
  readonly n: number
  readonly metrics: readonly Measurement[]
  /** Rows that could not be used. */
  readonly brokenLines: number
  readonly broken: readonly BrokenRow[]
  /** What a reader of the numbers has to know. */
  readonly notes: readonly string[]
  /** Pinned files that could not be had and whose stand-ins were read in their place. */
  readonly standIns: readonly string[]
  readonly scores: readonly SampleScore[]
  readonly lost: LostJudgements
  /** What is wrong with the broken rows, and with how many. */
  readonly brokenKinds: readonly BrokenKind[]
}

/**
 * Measures a file of judgements, plain or gzipped. No measurement that comes back is NaN or infinite: a figure that is
 * has no value, and a note says so.
 *
 * @throws HarnessError if the file cannot be read, or is none of the benchmark's
 */
export async function scoreJudgements(options: JudgementOptions): Promise<JudgementFileScore> {
  const { benchmark, file, assets, signal } = options
  const variant = findJudgeVariant(benchmark, options.variant)
  const bytes = options.bytes ?? (await bytesOf(file, signal))
  const name = path.basename(file).replace(/\.gz$/, '')
  if (isBlank(bytes)) throw new HarnessError('harness/nothing-to-score', `${file}: is empty`)
  const score = await variant.measure({ bytes, name }, readerOf(assets, signal)).catch((error: unknown) => {
    throw inWholeName(error, name, file)
  })
  const broken = startBrokenTally()
  for (const row of score.broken) broken.add(row)
  if (score.scores.length === 0 && !score.measurements.some(({ value }) => Number.isFinite(value))) {
    const [first] = broken.kinds()
    const alike =
      first === undefined || first.rows === 1 ? '' : `; likewise ${counted(first.rows - 1, 'further row')}`
    const why = first === undefined ? 'it has no row' : `line ${first.line}: ${first.reason}${alike}`
    throw new HarnessError(
      'harness/nothing-to-score',
      `${file}: holds no judgement of ${benchmark.id} (${why})`,
    )
  }
  const { models = [], judges = [] } = score.named ?? {}
  const mixed = judges.length > 1 ? ['The file mixes the judgements of several judges.'] : []
  const { measurements, valueless } = finite(score.measurements)
  return {
    benchmark: benchmark.id,
    version: benchmark.version,
    variant: variant.id,
    variantVersion: variant.version,
    file,
    models,
    judges,
    judgeRules: (variant.judges ?? []).map(statedJudge),
    n: new Set(score.scores.map(({ item }) => item)).size,
    metrics: measurements,
    brokenLines: score.broken.length,
    broken: score.broken,
    notes: [...mixed, ...score.notes, ...valueless],
    standIns: score.standIns ?? [],
    scores: score.scores,
    lost: lostJudgements(measurements, score.scores, score.broken.length),
    brokenKinds: broken.kinds(),
  }
}

/** Whether a file has nothing but white space; what is long need not be looked through. */
function isBlank(bytes: Uint8Array): boolean {
  return (
    bytes.subarray(0, 4096).every((byte) => byte === 32 || (byte >= 9 && byte <= 13)) && bytes.length <= 4096
  )
}

/** A benchmark knows a file by its base name; of several in different folders only the path tells which is meant. */
function inWholeName(error: unknown, name: string, file: string): unknown {
  if (error instanceof Error && error.message.startsWith(name)) {
    error.message = `${file}${error.message.slice(name.length)}`
  }
  return error
}

const readers = new WeakMap<Assets, { readonly signal: AbortSignal | undefined; readonly read: ReadAsset }>()

/** The same function for all files, so that a benchmark can keep what it has made of its pinned files. */
function readerOf(assets: Assets, signal: AbortSignal | undefined): ReadAsset {
  const known = readers.get(assets)
  if (known !== undefined && known.signal === signal) return known.read
  const read: ReadAsset = (asset) => assets.read(asset, signal)
  readers.set(assets, { signal, read })
  return read
}

/** What is neither NaN nor infinite; figures without a value are named. */
function finite(measurements: readonly Measurement[]) {
  const valueless = measurements.filter(({ value }) => !Number.isFinite(value))
  return {
    measurements: measurements
      .filter(({ value }) => Number.isFinite(value))
      .map(({ standardError, interval, ...rest }) => ({
        ...rest,
        standardError: Number.isFinite(standardError) ? standardError : null,
        interval:
          interval && Number.isFinite(interval.low) && Number.isFinite(interval.high) ? interval : null,
      })),
    valueless: valueless.map(({ name }) => `${name} has no value: nothing in the file gives it one.`),
  }
}
