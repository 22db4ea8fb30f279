import type { BenchmarkNoise } from '@retable/core'

/** Why nothing is concluded of a benchmark whose noise is such, in sentences. */
export function alarmsOf(noise: BenchmarkNoise | null | undefined): string[] {
  if (noise?.isAlarm !== true) return []
  return ['its repeats differ by more than its items do: whole runs move at once']
}
