import { stat } from 'node:fs/promises'
import { RetableError, type Benchmark, type Grade, type JudgeBenchmark } from '@retable/core'
import { is } from 'valibot'
import { HarnessError } from '../errors.ts'
import { importModule } from '../names/import-module.ts'
import { firstFault } from '../schema/first-fault.ts'
import { guardedVariant } from './own-judge-benchmark.ts'
import { judgeBenchmark } from './own-judge-schema.ts'
import { gradeSchema, outputBenchmark } from './own-schema.ts'

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
  const { benchmark } = (await importModule(file, bad)) as {
    readonly benchmark?: Benchmark | JudgeBenchmark
  }
  if (typeof benchmark !== 'object' || benchmark === null) {
    throw bad(`${file}: exports no "benchmark"; write \`export const benchmark: Benchmark = {...}\``)
  }
  const fault = firstFault('kind' in benchmark ? judgeBenchmark : outputBenchmark, benchmark)
  if (fault !== undefined) {
    const advice = 'docs/add-a-benchmark.md says what belongs there'
    throw bad(`${file}: its benchmark has no usable "${fault.at}" (${fault.wanted} is wanted); ${advice}`)
  }
  if (!('kind' in benchmark)) return guarded(benchmark, file)
  return { ...benchmark, variants: benchmark.variants.map((variant) => guardedVariant(variant, file)) }
}

/**
 * The benchmark with functions whose errors name its file. `readGold` stays what it is: it may refuse a gold, and its
 * sentence is then the reason why a row is left out.
 */
function guarded(benchmark: Benchmark, file: string): Benchmark {
  const guard = <A extends unknown[], R>(name: string, work: (...given: A) => R) => {
    const fail = (cause: unknown): never => {
      if (cause instanceof RetableError) throw cause
      const message = cause instanceof Error ? cause.message : String(cause)
      throw bad(`${file}: its ${name} threw: ${message}`, cause)
    }
    return (...given: A): R => {
      try {
        const result = work(...given)
        return result instanceof Promise ? (result.catch(fail) as R) : result
      } catch (cause) {
        return fail(cause)
      }
    }
  }
  const { test } = benchmark.splits
  return {
    ...benchmark,
    itemId: guard('itemId', (given) => benchmark.itemId(given)),
    readGold(given) {
      const gold: unknown = benchmark.readGold(given)
      if (typeof gold === 'string') return gold
      throw bad(`${file}: its readGold gave ${shown(gold)} for ${shown(given)}; a text is needed`)
    },
    splits: {
      ...benchmark.splits,
      test: { ...test, parse: guard('splits.test.parse', (bytes) => test.parse(bytes)) },
    },
    variants: benchmark.variants.map((variant) => ({
      ...variant,
      grade: guard('grade', (output, context) => gradeIn(variant.grade(output, context), variant.id)),
      ...(variant.aggregate ? { aggregate: guard('aggregate', (grades) => variant.aggregate!(grades)) } : {}),
    })),
  }
}

/** What a grade function gives, held against its type: a module of one's own need not be checked by a compiler. */
function gradeIn(grade: Grade, variant: string): Grade {
  if (is(gradeSchema, grade)) return grade
  const wanted = '{ extracted: a text or null, gold: a text, score: 1 or 0 }'
  throw new TypeError(`variant ${variant} gave ${shown(grade)}; ${wanted} is needed`)
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 200)
}

function bad(message: string, cause?: unknown): HarnessError {
  return new HarnessError('harness/bad-benchmark', message, { cause })
}
