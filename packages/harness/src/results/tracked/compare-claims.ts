import { canonicalJson, type RecipeManifest, type RunRecord } from '@retable/core'
import type { LoadedReproduction } from '../../papers/load-reproduction.ts'
import { readManifest } from '../manifest-file.ts'
import type { RecordComparison } from './compare-record.ts'
import { recomputedRecord } from './recomputed-record.ts'
import { recordFolder } from './record.ts'

/**
 * Holds what a run shows against what the recorded results show of the same seeds: for engines that promise no bytes. What
 * was asked has to be the same (the hyper-parameters, the gates, the steps by name), and each claim has to have the verdict
 * that the recorded values of these seeds give it.
 */
export async function compareClaims(
  root: string,
  loaded: LoadedReproduction,
  run: Pick<RunRecord<RecipeManifest>, 'manifest' | 'claims'>,
): Promise<RecordComparison> {
  const { manifest, claims } = run
  const { manifest: read } = await readManifest(recordFolder(root, manifest))
  const recorded = read as RecipeManifest
  const { seeds } = manifest
  if (manifest.quick || seeds.some((seed) => !recorded.seeds.includes(seed))) return { kind: 'none' }
  const differences: string[] = asked
    .filter((key) => written(recorded[key]) !== written(manifest[key]))
    .map((key) => `manifest.json: ${key}`)
  for (const seed of seeds) {
    const names = (of: RecipeManifest) => (of.steps[seed] ?? []).map(({ step }) => step)
    if (written(names(recorded)) !== written(names(manifest))) differences.push(`steps of seed ${seed}`)
  }
  const beside = await recomputedRecord(root, loaded, manifest, { seeds })
  const verdicts = new Map(beside.claims.map(({ claim, verdict }) => [claim, verdict]))
  for (const { claim, verdict } of claims) {
    const other = verdicts.get(claim)
    if (other !== verdict)
      differences.push(`claim ${claim}: ${verdict}, and ${other ?? 'not there'} in the record`)
    verdicts.delete(claim)
  }
  differences.push(...[...verdicts.keys()].map((claim) => `claim ${claim}: only in the record`))
  if (differences.length > 0) return { kind: 'differs', differences }
  return {
    kind: 'same claims',
    compared: ['hyper-parameters, gates and steps', `the verdicts of ${claims.length} claims on these seeds`],
  }
}

/** What decides a run and is the same on every machine. */
const asked = ['arxiv', 'hyperparameters', 'remarks', 'gates'] as const

function written(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value)
}
