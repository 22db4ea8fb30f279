import type { BenchmarkNoise, Side } from '@retable/core'
import { keptNoise, noiseFor, readNoise } from '@retable/harness/noise'
import { printable } from '@retable/report'
import { storeDirectory } from '../environment.ts'

/** What is known of the noise of two sides' benchmarks: from files that are named, and of the same model in the store. */
export async function knownNoise(
  sides: readonly Side[],
  files: readonly string[] = [],
): Promise<ReadonlyMap<string, BenchmarkNoise>> {
  const given = await Promise.all(files.map(readNoise))
  const kept = await keptNoise(storeDirectory())
  for (const [i, report] of given.entries()) {
    if (noiseFor(sides, [{ report, isGiven: true }]).size > 0) continue
    process.stderr.write(`${printable(files[i]!)}: is of other benchmarks or settings, and is not used\n`)
  }
  return noiseFor(sides, [
    ...given.map((report) => ({ report, isGiven: true })),
    ...kept.map((report) => ({ report, isGiven: false })),
  ])
}
