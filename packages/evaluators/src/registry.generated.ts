// Generated from the folders that hold a benchmark.ts; do not edit. To renew: ./retable test --write
import type { Benchmark, JudgeBenchmark } from '@retable/core'

/** Loads a benchmark's module only when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<Benchmark | JudgeBenchmark>>> = {
  'alpaca-eval': async () => (await import('../alpaca-eval/benchmark.ts')).benchmark,
  'alpaca-eval-li': async () => (await import('../alpaca-eval-li/benchmark.ts')).benchmark,
  gsm8k: async () => (await import('../gsm8k/benchmark.ts')).benchmark,
}
