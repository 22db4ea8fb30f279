import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Assets } from '@retable/assets'
import {
  RetableError,
  type BrokenRow,
  type JudgeBenchmark,
  type Measurement,
  type SampleScore,
} from '@retable/core'
import { HarnessError } from './errors.ts'
import { findJudgeVariant } from './find-benchmark.ts'

/** Options of {@link scoreJudgements}. */
export interface JudgementOptions {
  readonly benchmark: JudgeBenchmark
  readonly file: string
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
  /** Items judged. */
  readonly n: number
  readonly metrics: readonly Measurement[]
  /** Rows that could not be used. */
  readonly brokenLines: number
  readonly broken: readonly BrokenRow[]
  /** What a reader of the numbers has to know. */
  readonly notes: readonly string[]
  readonly scores: readonly SampleScore[]
}

/** Most bytes of a file of judgements that are read into memory. */
const mostBytes = 2 ** 29

/**
 * Measures a file of judgements, plain or gzipped.
 *
 * @throws HarnessError if the file cannot be read, or is none of the benchmark's
 */
export async function scoreJudgements(options: JudgementOptions): Promise<JudgementFileScore> {
  const { benchmark, file, assets, signal } = options
  const variant = findJudgeVariant(benchmark, options.variant)
  const bytes = await bytesOf(file, signal)
  const name = path.basename(file).replace(/\.gz$/, '')
  try {
    const { measurements, scores, broken, notes } = await variant.measure({ bytes, name }, (asset) =>
      assets.read(asset, signal),
    )
    return {
      benchmark: benchmark.id,
      version: benchmark.version,
      variant: variant.id,
      variantVersion: variant.version,
      file,
      n: scores.length,
      metrics: measurements,
      brokenLines: broken.length,
      broken,
      notes,
      scores,
    }
  } catch (error) {
    if (error instanceof RetableError || signal?.aborted) throw error
    throw new HarnessError('harness/nothing-to-score', (error as Error).message, { cause: error })
  }
}

async function bytesOf(file: string, signal?: AbortSignal): Promise<Buffer> {
  let bytes: Buffer
  try {
    bytes = await readFile(file, signal ? { signal } : {})
  } catch (error) {
    if (signal?.aborted) throw error
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'no such file' : message
    throw new HarnessError('harness/unreadable', `${file}: ${why}`, { cause: error })
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes })
  } catch (error) {
    const { message } = error as Error
    throw new HarnessError('harness/unreadable', `${file}: is not a whole gzip file (${message})`, {
      cause: error,
    })
  }
}
