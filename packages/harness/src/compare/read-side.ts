import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Assets } from '@retable/assets'
import type { Side } from '@retable/core'
import { detectFormat, readOutputs, type Columns } from '@retable/readers'
import { registry } from '@retable/evaluators/registry'
import { findAnyBenchmark } from '../benchmarks/find-benchmark.ts'
import { HarnessError } from '../errors.ts'
import { isPath } from '../names/is-path.ts'
import { findRun } from '../results/places/find-run.ts'
import { readRun } from '../results/read-run.ts'
import { openLog } from '../score/logs/open-log.ts'
import { itemFacts, type ItemFacts } from './item-facts.ts'
import { isNemoResults, sideOfNemo } from './nemo-results.ts'
import { sideOfFile } from './side-of-file.ts'
import { sideOfRecord } from './side-of-record.ts'

/** Where a version's scores stand: a run, or a file and what it is of. */
export interface SideSource {
  /** A run's folder or id, or a file: of outputs, judgements (`#MODEL` behind it chooses one), a log, or NeMo Evaluator's results. */
  readonly name: string
  /** Of a file; a log says itself. */
  readonly benchmark?: string | undefined
  readonly variant?: string | undefined
  readonly columns?: Columns | undefined
}

/**
 * What one version scored.
 *
 * @throws HarnessError `harness/no-run` and the like; `harness/unnamed-benchmark` for a file that does not say its own
 */
export async function readSide(
  { name, benchmark, variant, columns }: SideSource,
  tools: {
    readonly assets: Assets
    readonly storeDirectory: string
    readonly signal?: AbortSignal | undefined
  },
): Promise<Side> {
  const { assets, storeDirectory, signal } = tools
  const factsOf = itemFacts(assets, signal)
  const found = await fileOf(name)
  if (found === undefined) {
    const { folder, run } = await findRun(name, storeDirectory).catch((error: unknown) => {
      throw isNoRun(error) && looksLikeFile.test(name) ? noSuchFile(name) : error
    })
    return sideOfRun({ run, folder, benchmark, variant }, factsOf)
  }
  const { file, model } = found
  if (variant === undefined && (await isNemoResults(file, signal))) {
    return sideOfNemo(file, { name, benchmark, signal })
  }
  const id = benchmark ?? (await benchmarkOfLog(file, signal))
  if (id === undefined) {
    throw new HarnessError(
      'harness/unnamed-benchmark',
      `${name}: nothing in it says which benchmark its outputs answer; name it with --benchmark`,
    )
  }
  return sideOfFile({ file, name, benchmark: id, variant, columns, model }, { assets, factsOf, signal })
}

const looksLikeFile = /\.(?:jsonl?|ndjson|csv|tsv|eval)(?:\.gz)?(?:#.*)?$/i

function isNoRun(error: unknown): boolean {
  return error instanceof HarnessError && error.code === 'harness/no-run'
}

function noSuchFile(name: string): HarnessError {
  return new HarnessError('harness/no-run', `${name}: there is no such file, and no run of that name`)
}

/** A run's side; of one benchmark alone where that is named. A variant is for files: a run was graded by its own. */
async function sideOfRun(
  of: { readonly run: string; readonly folder: string } & Pick<SideSource, 'benchmark' | 'variant'>,
  factsOf: ItemFacts,
): Promise<Side> {
  const { run, folder, benchmark, variant } = of
  if (variant !== undefined) {
    const why = 'a run was graded when it was made; score its outputs again, and compare those files'
    throw new HarnessError('harness/other-variant', `--variant is for files, and ${run} is a run: ${why}`)
  }
  const record = await readRun(folder)
  const side = await sideOfRecord(run, record, factsOf)
  const { samples } = record.facts ?? {}
  const isReused = samples !== undefined && samples.drawn === 0 && samples.reused > 0
  const wanted =
    benchmark !== undefined && isPath(benchmark) ? (await findAnyBenchmark(benchmark)).id : benchmark
  const benchmarks = side.benchmarks.filter(
    (one) => wanted === undefined || [one.setting, one.benchmark?.id].includes(wanted),
  )
  if (benchmarks.length > 0) return { ...side, benchmarks, ...(isReused && { isReused }) }
  const has = side.benchmarks.map(({ setting }) => setting).join(', ')
  throw new HarnessError('harness/nothing-to-compare', `${run} has no ${wanted ?? ''}; it has: ${has}`)
}

/** The file that a name means, and the model where it ends in `#MODEL`; undefined where there is no such file. */
export async function fileOf(
  name: string,
): Promise<{ readonly file: string; readonly model?: string } | undefined> {
  const isFile = (file: string) => stat(file).then((entry) => !entry.isDirectory(), () => false) // prettier-ignore
  if (await isFile(name)) return { file: path.resolve(name) }
  const at = name.lastIndexOf('#')
  if (at < 1 || !(await isFile(name.slice(0, at)))) return undefined
  return { file: path.resolve(name.slice(0, at)), model: name.slice(at + 1) }
}

/** The benchmark that a log's task is of; undefined for what is no log, and for other tasks. */
async function benchmarkOfLog(file: string, signal?: AbortSignal): Promise<string | undefined> {
  const format = await detectFormat(file, signal).catch(() => undefined)
  if (format === undefined) return undefined
  const { log, rows } = await openLog(readOutputs(file, format, { signal }))
  await rows.return(undefined)
  const task = log?.task
  if (task === undefined) return undefined
  for (const [id, load] of Object.entries(registry)) {
    const benchmark = await load()
    if (!('kind' in benchmark) && benchmark.logTasks?.test(task) === true) return id
  }
  return undefined
}
