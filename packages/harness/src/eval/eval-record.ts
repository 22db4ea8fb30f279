import type { EndpointManifest, EvalManifest, RunFacts, RunRecord } from '@retable/core'
import type { EvalResult } from './eval-benchmark.ts'

/** An evaluation's record: its manifest holds what decides the numbers, and no date. */
export function evalRecord(options: {
  readonly endpoint: EndpointManifest
  readonly found: readonly EvalResult[]
  readonly notes: readonly (readonly string[])[]
  readonly facts: RunFacts | null
}): RunRecord<EvalManifest> {
  const { endpoint, found, notes, facts } = options
  const { drawing } = found[0]!.prepared.plan
  const manifest: EvalManifest = {
    kind: 'eval',
    endpoint,
    drawing,
    benchmarks: found.map(({ prepared }) => {
      const { benchmark, variant, plan, promptHash, items } = prepared
      const { id, source, shots, asksLikelihoods } = plan.style
      const { asset, size } = benchmark.splits.test
      return {
        benchmark: { id: benchmark.id, version: benchmark.version },
        variant: { id: variant.id, version: variant.version },
        prompt: { id, source, shots, ...(asksLikelihoods && { asksLikelihoods }), sha256: promptHash },
        data: { name: asset.name, sha256: asset.sha256 },
        items,
        itemsInBenchmark: size,
      }
    }),
  }
  const settings = found.map(({ result }, i) => ({ ...result, notes: notes[i]! }))
  return { manifest, results: [{ seed: null, settings }], diff: [], claims: [], facts }
}
