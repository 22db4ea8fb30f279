import type { ClaimResult, RecipeManifest } from '@retable/core'
import { readRecorded } from '../read-diff.ts'
import { recordFolder } from './record.ts'

/** What the project's recorded results say of a claim. */
export interface RecordedClaim {
  readonly verdict: string
  /** How many seeds it rests on. */
  readonly seeds: number
}

/**
 * The recorded verdicts on a run's claims, by the claim's id; those that are recorded under the same statement. A run of
 * all recorded seeds has none beside it, since its own are those.
 *
 * @throws HarnessError `harness/run-files` if a file cannot be read
 */
export async function recordedClaims(
  root: string,
  manifest: Pick<RecipeManifest, 'paper' | 'tier' | 'seeds'>,
  claims: readonly Pick<ClaimResult, 'claim' | 'statement'>[],
): Promise<ReadonlyMap<string, RecordedClaim>> {
  const rows = await readRecorded<Readonly<Record<string, string>>>(
    recordFolder(root, manifest),
    'claims.csv',
  )
  const found = claims.flatMap(({ claim, statement }) => {
    const row = rows.find((each) => each['claim'] === claim && each['statement'] === statement)
    const { verdict = '', seeds } = row ?? {}
    const isMore = Number(seeds) > manifest.seeds.length
    return isMore ? [[claim, { verdict, seeds: Number(seeds) }] as const] : []
  })
  return new Map(found)
}
