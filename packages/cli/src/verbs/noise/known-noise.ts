import type { BenchmarkNoise, Side } from '@retable/core'
import { keptNoise, noiseFor, readNoise } from '@retable/harness/noise'
import { storeDirectory } from '../../environment.ts'

/** What is known of the noise of two sides' benchmarks: from files that are named, and of the same model in the store. */
export async function knownNoise(
  sides: readonly Side[],
  files: readonly string[] = [],
): Promise<ReadonlyMap<string, BenchmarkNoise>> {
  const given = await Promise.all(files.map(readNoise))
  const kept = await keptNoise(storeDirectory())
  return noiseFor(sides, [
    ...given.map((report) => ({ report, isGiven: true })),
    ...kept.map((report) => ({ report, isGiven: false })),
  ])
}
