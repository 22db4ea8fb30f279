// Generated from the folders that hold a benchmark.ts; do not edit. To renew: ./retable test --write
import type { Benchmark, JudgeBenchmark } from '@retable/core'

/** Loads a benchmark's module only when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<Benchmark | JudgeBenchmark>>> = {
  arc: async () => (await import('../arc/benchmark.ts')).benchmark,
  'arena-hard': async () => (await import('../arena-hard/benchmark.ts')).benchmark,
  'auto-j': async () => (await import('../auto-j/benchmark.ts')).benchmark,
  gsm8k: async () => (await import('../gsm8k/benchmark.ts')).benchmark,
  judgebench: async () => (await import('../judgebench/benchmark.ts')).benchmark,
  llmbar: async () => (await import('../llmbar/benchmark.ts')).benchmark,
  math: async () => (await import('../math/benchmark.ts')).benchmark,
  'meta-critique': async () => (await import('../meta-critique/benchmark.ts')).benchmark,
  'mt-bench': async () => (await import('../mt-bench/benchmark.ts')).benchmark,
  'reward-bench': async () => (await import('../reward-bench/benchmark.ts')).benchmark,
  'zebra-logic': async () => (await import('../zebra-logic/benchmark.ts')).benchmark,
}
