import path from 'node:path'
import type { Benchmark, Variant } from '@retable/core'
import { registry } from '@retable/evaluators'
import { HarnessError } from './errors.ts'
import { loadBenchmark } from './find-benchmark-module.ts'

/** Ids of all benchmarks, in alphabetical order. */
export const benchmarkIds: readonly string[] = Object.keys(registry).toSorted()

/**
 * Loads a benchmark by its id, or from a module outside the repository by its path: a name with a slash in it, or a
 * dot in front.
 *
 * @throws HarnessError `harness/unknown-benchmark`, `harness/bad-benchmark`
 */
export async function findBenchmark(id: string): Promise<Benchmark> {
  if (/[/\\]|^\./.test(id)) return loadBenchmark(path.resolve(id))
  const load = Object.hasOwn(registry, id) ? registry[id] : undefined
  if (load === undefined) {
    throw new HarnessError(
      'harness/unknown-benchmark',
      `there is no benchmark "${id}"; there are: ${benchmarkIds.join(', ')}; one of your own is named by its path, as in ./my-benchmark.ts`,
    )
  }
  const benchmark = await load()
  if ('kind' in benchmark) {
    throw new HarnessError(
      'harness/unknown-benchmark',
      `${id} is made of judgements; this verb takes outputs of models`,
    )
  }
  return benchmark
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
