import type { BenchmarkNoise } from '@retable/core'

/** Why nothing is concluded of a benchmark whose noise is such, in sentences. */
export function alarmsOf(noise: BenchmarkNoise | null | undefined): string[] {
  if (noise?.isAlarm !== true) return []
  if (noise.moved !== undefined) {
    return ['its judge moved as a whole when it was asked again: a judging tells more than verdicts that change one by one'] // prettier-ignore
  }
  return ['its repeats differ by more than its items do: whole runs move at once']
}
