import {
  contentHash,
  type AskedBenchmark,
  type EndpointManifest,
  type EvalManifest,
  type RunFacts,
  type RunRecord,
} from '@retable/core'
import type { PreparedEval } from '../eval-benchmark.ts'
import type { EvalResult } from '../tally.ts'
import type { EvalNotes } from '../eval-notes.ts'
import type { AnsweredBy } from '../findings/answered-by.ts'

/** A server may name itself anew with each answer. */
const mostNames = 8

function namesOf(answeredBy: readonly AnsweredBy[]): Pick<AskedBenchmark, 'answeredBy'> {
  if (!answeredBy.some(({ provider, fingerprint }) => provider !== null || fingerprint !== null)) return {}
  const names = answeredBy.slice(0, mostNames)
  return {
    answeredBy: names.map(({ provider, fingerprint, answers }) => ({ provider, fingerprint, answers })),
  }
}

/** A benchmark as a manifest names it; `drawing` is what the manifest says of all. */
export function askedBenchmark(
  { benchmark, variant, setting, plan, promptHash, items }: PreparedEval,
  drawing: EvalManifest['drawing'],
): AskedBenchmark {
  const { id, source, shots, asksLikelihoods } = plan.style
  const { asset, size } = benchmark.splits.test
  return {
    benchmark: { id: benchmark.id, version: benchmark.version },
    variant: { id: variant.id, version: variant.version },
    prompt: { id, source, shots, ...(asksLikelihoods && { asksLikelihoods }), sha256: promptHash },
    data: { name: asset.name, sha256: asset.sha256 },
    items,
    itemsInBenchmark: size,
    ...(setting === benchmark.id ? {} : { setting }),
    ...(contentHash(plan.drawing) === contentHash(drawing) ? {} : { drawing: plan.drawing }),
  }
}

/** An evaluation's record: its manifest holds what decides the numbers, and no date. */
export function evalRecord(options: {
  readonly endpoint: EndpointManifest
  readonly found: readonly EvalResult[]
  readonly told: readonly EvalNotes[]
  readonly beside?: EvalManifest['beside']
  readonly facts: RunFacts | null
}): RunRecord<EvalManifest> {
  const { endpoint, found, told, beside, facts } = options
  const { drawing } = found[0]!.prepared.plan
  const manifest: EvalManifest = {
    kind: 'eval',
    endpoint,
    drawing,
    benchmarks: found.map(({ prepared, answeredBy }) => ({
      ...askedBenchmark(prepared, drawing),
      ...namesOf(answeredBy),
    })),
    ...(beside === undefined ? {} : { beside }),
  }
  const settings = found.map(({ result }, i) => {
    const { notes, doubts } = told[i]!
    return {
      ...result,
      notes,
      ...(doubts.length > 0 ? { doubts } : {}),
    }
  })
  return { manifest, results: [{ seed: null, settings }], diff: [], claims: [], facts }
}
