import { availableParallelism } from 'node:os'
import type { Benchmark, Grade, GradeContext, Variant } from '@retable/core'
import { sourceOf } from '../../benchmarks/find-benchmark.ts'
import { startGradePool, type GradePool } from './grade-pool.ts'

/**
 * When worker threads are worth it: once grading has taken two seconds, as long as the latest outputs are slow. Measured
 * on MATH: a worker spends 0.7 s on loading the benchmark, warming up and reading the golds again; reading an output
 * takes the main thread about 10 us, and sending it and having its grade back 5 us more. Rules of a few us (GSM8K, the
 * string forms) lose by it; `symbolic` takes 15 us for answers that it has met before, and 85 us and more for new ones.
 */
const worth = { milliseconds: 2000, microsecondsPerOutput: 40, latestOutputs: 5000 }

/** More would wait for the one thread that reads. */
const mostWorkers = 8

/** Grades on this thread, and tells when others had better do it. */
export interface GradeSwitch {
  readonly gradeHere: (output: string, context: GradeContext) => Grade
  /** Starts a pool if it is worth it by now; ask once for each row until it does. */
  readonly poolNow: () => GradePool | undefined
}

/** A {@link GradeSwitch} for one file; `workers` as in the options of scoreFile. */
export function gradeSwitch(options: {
  readonly benchmark: Benchmark
  readonly variant: Variant
  readonly workers?: number | undefined
  readonly signal?: AbortSignal | undefined
}): GradeSwitch {
  const { variant, workers, signal } = options
  const size = workers ?? Math.min(availableParallelism(), mostWorkers)
  // With one core there is nothing to gain.
  const benchmark = size > (workers === undefined ? 1 : 0) ? sourceOf(options.benchmark) : undefined
  let spent = 0
  let latest = { spent: 0, outputs: 0 }
  let isSlow = false
  return {
    gradeHere(output, context) {
      const start = performance.now()
      const grade = variant.grade(output, context)
      latest.spent += performance.now() - start
      latest.outputs += 1
      if (latest.outputs === worth.latestOutputs) {
        spent += latest.spent
        isSlow = latest.spent * 1000 > worth.microsecondsPerOutput * latest.outputs
        latest = { spent: 0, outputs: 0 }
      }
      return grade
    },
    poolNow() {
      if (benchmark === undefined) return undefined
      const isWorth = isSlow && spent > worth.milliseconds
      return workers !== undefined || isWorth
        ? startGradePool({ benchmark, variant: variant.id, size, signal })
        : undefined
    },
  }
}
