import { stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Benchmark } from '@retable/core'
import { HarnessError } from './errors.ts'

/** What scoring reads of a benchmark, and how it can be told that a module has it. */
const parts: Readonly<Record<string, (benchmark: Benchmark) => boolean>> = {
  id: ({ id }) => typeof id === 'string' && id !== '',
  version: ({ version }) => typeof version === 'string' && version !== '',
  splits: ({ splits }) => typeof splits?.test?.parse === 'function' && typeof splits.test.size === 'number',
  variants: ({ variants }) =>
    Array.isArray(variants) &&
    variants.length > 0 &&
    variants.every(({ grade }) => typeof grade === 'function'),
  defaultVariant: ({ defaultVariant, variants }) => variants.some(({ id }) => id === defaultVariant),
  variantOfFormat: ({ variantOfFormat }) => typeof variantOfFormat === 'object' && variantOfFormat !== null,
  itemId: ({ itemId }) => typeof itemId === 'function',
  readGold: ({ readGold }) => typeof readGold === 'function',
  leaderboards: ({ leaderboards }) => Array.isArray(leaderboards),
}

/**
 * Loads the benchmark that a module exports as `benchmark`. The module runs: it is the user's own program.
 *
 * @throws HarnessError `harness/unknown-benchmark`, `harness/bad-benchmark`
 */
export async function loadBenchmark(file: string): Promise<Benchmark> {
  const kind = await stat(file).catch(() => undefined)
  if (kind === undefined) {
    throw new HarnessError('harness/unknown-benchmark', `there is no benchmark at ${file}: no such file`)
  }
  if (!kind.isFile()) {
    const advice = 'name the module in it that exports the benchmark'
    throw new HarnessError('harness/unknown-benchmark', `${file}: is no file; ${advice}`)
  }
  const module = await import(pathToFileURL(file).href).then(
    (loaded: unknown) => loaded as { readonly benchmark?: Benchmark },
    (cause: unknown) => {
      const why = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
      throw bad(`${file}: cannot be loaded as a module: ${why}`, cause)
    },
  )
  const { benchmark } = module
  if (typeof benchmark !== 'object' || benchmark === null) {
    throw bad(`${file}: exports no "benchmark"; write \`export const benchmark: Benchmark = {...}\``)
  }
  const lacking = Object.entries(parts).find(([, isThere]) => !isThere(benchmark))?.[0]
  if (lacking === undefined) return benchmark
  throw bad(`${file}: its benchmark has no usable "${lacking}"; docs/add-a-benchmark.md shows a whole one`)
}

function bad(message: string, cause?: unknown): HarnessError {
  return new HarnessError('harness/bad-benchmark', message, { cause })
}
