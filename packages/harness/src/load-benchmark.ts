import { stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Benchmark, JudgeBenchmark } from '@retable/core'
import { HarnessError } from './errors.ts'

type Parts<B> = Readonly<Record<string, (benchmark: B) => boolean>>

/** What scoring reads of a benchmark, and how it can be told that a module has it. */
const parts: Parts<Benchmark> = {
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

/** The same of a benchmark of judgements. */
const judgeParts: Parts<JudgeBenchmark> = {
  id: ({ id }) => typeof id === 'string' && id !== '',
  version: ({ version }) => typeof version === 'string' && version !== '',
  variants: ({ variants }) =>
    Array.isArray(variants) &&
    variants.length > 0 &&
    variants.every(({ measure }) => typeof measure === 'function'),
  defaultVariant: ({ defaultVariant, variants }) => variants.some(({ id }) => id === defaultVariant),
  leaderboards: ({ leaderboards }) => Array.isArray(leaderboards),
}

/**
 * Loads the benchmark that a module exports as `benchmark`. The module runs: it is the user's own program.
 *
 * @throws HarnessError `harness/unknown-benchmark`, `harness/bad-benchmark`
 */
export async function loadBenchmark(file: string): Promise<Benchmark | JudgeBenchmark> {
  const kind = await stat(file).catch(() => undefined)
  if (kind === undefined) {
    throw new HarnessError('harness/unknown-benchmark', `there is no benchmark at ${file}: no such file`)
  }
  if (!kind.isFile()) {
    const advice = 'name the module in it that exports the benchmark'
    throw new HarnessError('harness/unknown-benchmark', `${file}: is no file; ${advice}`)
  }
  const module = await import(pathToFileURL(file).href).then(
    (loaded: unknown) => loaded as { readonly benchmark?: Benchmark | JudgeBenchmark },
    (cause: unknown) => {
      const why = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
      throw bad(`${file}: cannot be loaded as a module: ${why}`, cause)
    },
  )
  const { benchmark } = module
  if (typeof benchmark !== 'object' || benchmark === null) {
    throw bad(`${file}: exports no "benchmark"; write \`export const benchmark: Benchmark = {...}\``)
  }
  const lacking = 'kind' in benchmark ? lackingPart(judgeParts, benchmark) : lackingPart(parts, benchmark)
  if (lacking === undefined) return benchmark
  throw bad(`${file}: its benchmark has no usable "${lacking}"; docs/add-a-benchmark.md shows a whole one`)
}

function lackingPart<B>(wanted: Parts<B>, benchmark: B): string | undefined {
  return Object.entries(wanted).find(([, isThere]) => !isThere(benchmark))?.[0]
}

function bad(message: string, cause?: unknown): HarnessError {
  return new HarnessError('harness/bad-benchmark', message, { cause })
}
