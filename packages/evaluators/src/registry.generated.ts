// Generated from the folders that hold a benchmark.ts; do not edit. To renew: ./retable test --write
import type { Benchmark, JudgeBenchmark } from '@retable/core'

/** Loads a benchmark's module only when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<Benchmark | JudgeBenchmark>>> = {
  'alpaca-eval': async () => (await import('../benchmarks/alpaca-eval/benchmark.ts')).benchmark,
  'alpaca-eval-li': async () => (await import('../benchmarks/alpaca-eval-li/benchmark.ts')).benchmark,
  arc: async () => (await import('../benchmarks/arc/benchmark.ts')).benchmark,
  'arena-hard': async () => (await import('../benchmarks/arena-hard/benchmark.ts')).benchmark,
  'auto-j': async () => (await import('../benchmarks/auto-j/benchmark.ts')).benchmark,
  gsm8k: async () => (await import('../benchmarks/gsm8k/benchmark.ts')).benchmark,
  judgebench: async () => (await import('../benchmarks/judgebench/benchmark.ts')).benchmark,
  llmbar: async () => (await import('../benchmarks/llmbar/benchmark.ts')).benchmark,
  math: async () => (await import('../benchmarks/math/benchmark.ts')).benchmark,
  'meta-critique': async () => (await import('../benchmarks/meta-critique/benchmark.ts')).benchmark,
  'mt-bench': async () => (await import('../benchmarks/mt-bench/benchmark.ts')).benchmark,
  'reward-bench': async () => (await import('../benchmarks/reward-bench/benchmark.ts')).benchmark,
  'zebra-logic': async () => (await import('../benchmarks/zebra-logic/benchmark.ts')).benchmark,
}
