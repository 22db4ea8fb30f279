// Generated from the folders that hold a benchmark.ts; do not edit. To renew: ./retable test --write
import type { Benchmark } from '@retable/core'

/** Loads a benchmark's module only when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<Benchmark>>> = {
  gsm8k: async () => (await import('../gsm8k/benchmark.ts')).benchmark,
  math: async () => (await import('../math/benchmark.ts')).benchmark,
}
