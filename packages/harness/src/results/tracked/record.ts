import path from 'node:path'
import type { RecipeManifest, RunRecord } from '@retable/core'
import { manifestFile, manifestText, recordFormat } from '../manifest-file.ts'
import { writeFinished } from '../write-finished.ts'
import type { Tables } from '../write-run.ts'
import { packedResults } from './packed-results.ts'

/** Where the recorded results of a paper's tier stand; a tier of several benchmarks has a folder for each. */
export function recordFolder(
  root: string,
  { paper, tier, benchmark }: Pick<RecipeManifest, 'paper' | 'tier' | 'benchmark'>,
): string {
  return path.join(root, 'results', paper, benchmark === undefined ? tier : `${tier}-${benchmark}`)
}

/**
 * Writes a run as the project's recorded results: its manifest, its tables, in which each line can be read, and its
 * values item by item, packed.
 */
export async function writeRecord(
  root: string,
  record: RunRecord<RecipeManifest>,
  tables: Tables,
): Promise<string> {
  const { manifest } = record
  const folder = recordFolder(root, manifest)
  const last = { [manifestFile]: manifestText(manifest, recordFormat) }
  await writeFinished(folder, { ...packedResults(record), ...tables, ...last })
  return folder
}
