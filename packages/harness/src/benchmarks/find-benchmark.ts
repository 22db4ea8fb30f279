import path from 'node:path'
import type { Benchmark, JudgeBenchmark, JudgeVariant, Variant } from '@retable/core'
import { registry } from '@retable/evaluators/registry'
import { HarnessError } from '../errors.ts'
import { isPath } from '../names/is-path.ts'

/** Ids of all benchmarks, in alphabetical order. */
export const benchmarkIds: readonly string[] = Object.keys(registry).toSorted()

/**
 * Loads a benchmark by its id, or from a module outside the repository by its path: a name with a slash in it, or a
 * dot in front.
 *
 * @throws HarnessError `harness/unknown-benchmark`, `harness/bad-benchmark`
 */
export async function findAnyBenchmark(id: string): Promise<Benchmark | JudgeBenchmark> {
  const source = isPath(id) ? path.resolve(id) : id
  const known = Object.hasOwn(registry, id) ? registry[id] : undefined
  const load = isPath(id) ? async () => (await import('./load-benchmark.ts')).loadBenchmark(source) : known
  if (load === undefined) throw unknown(id, benchmarkIds)
  const benchmark = await load()
  sources.set(benchmark, source)
  return benchmark
}

const sources = new WeakMap<Benchmark | JudgeBenchmark, string>()

/** The id or absolute path under which another thread finds the same benchmark; undefined if it was not found here. */
export function sourceOf(benchmark: Benchmark): string | undefined {
  return sources.get(benchmark)
}

/**
 * As {@link findAnyBenchmark}, of outputs only.
 *
 * @throws HarnessError `harness/unknown-benchmark` too if the benchmark is made of judgements
 */
export async function findBenchmark(id: string): Promise<Benchmark> {
  if (!isPath(id) && !Object.hasOwn(registry, id)) throw unknown(id, await idsOfOutputs())
  const benchmark = await findAnyBenchmark(id)
  if (!('kind' in benchmark)) return benchmark
  throw new HarnessError(
    'harness/unknown-benchmark',
    `${id} is made of judgements; outputs of models are wanted here`,
  )
}

async function idsOfOutputs(): Promise<string[]> {
  const all = await Promise.all(benchmarkIds.map(async (id) => ({ id, benchmark: await registry[id]!() })))
  return all.flatMap(({ id, benchmark }) => ('kind' in benchmark ? [] : [id]))
}

function unknown(id: string, known: readonly string[]): HarnessError {
  return new HarnessError(
    'harness/unknown-benchmark',
    `there is no benchmark "${id}"; there are: ${known.join(', ')}; one of your own is named by its path, as in ./my-benchmark.ts`,
  )
}

/**
 * The variant asked for, else the one that the file's format implies, else the benchmark's default.
 *
 * @throws HarnessError `harness/unknown-variant`
 */
export function findVariant(benchmark: Benchmark, format: string, asked?: string): Variant {
  const id = asked ?? benchmark.variantOfFormat[format] ?? benchmark.defaultVariant
  const variant = benchmark.variants.find((candidate) => candidate.id === id)
  if (variant === undefined) {
    const known = benchmark.variants.map((candidate) => candidate.id).join(', ')
    throw new HarnessError(
      'harness/unknown-variant',
      `${benchmark.id} has no variant "${id}"; it has: ${known}`,
    )
  }
  return variant
}

/**
 * The variant of a benchmark of judgements that is asked for, or its default.
 *
 * @throws HarnessError `harness/unknown-variant`
 */
export function findJudgeVariant(
  { id, variants, defaultVariant }: JudgeBenchmark,
  asked?: string,
): JudgeVariant {
  const variant = variants.find((candidate) => candidate.id === (asked ?? defaultVariant))
  if (variant !== undefined) return variant
  const known = variants.map((candidate) => candidate.id).join(', ')
  throw new HarnessError('harness/unknown-variant', `${id} has no variant "${asked}"; it has: ${known}`)
}
