import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { RecipeManifest } from '@retable/core'
import { recomputedRecord, recordFolder, type LoadedReproduction } from '@retable/harness/runs'
import { runTables } from '@retable/report/csv'

/**
 * Computes the tables of a paper's recorded results again, from their values item by item.
 *
 * @returns the names of those that are others than the recorded ones
 */
export async function judgedAgain(
  root: string,
  loaded: LoadedReproduction,
  of: Pick<RecipeManifest, 'tier' | 'benchmark'>,
): Promise<string[]> {
  const folder = recordFolder(root, { ...of, paper: loaded.reproduction.paper.id })
  const tables = Object.entries(runTables(await recomputedRecord(root, loaded, of)))
  const recorded = tables.map(([name]) => readFile(path.join(folder, name), 'utf8').catch(() => ''))
  const texts = await Promise.all(recorded)
  return tables.flatMap(([name, text], i) => (text === texts[i] ? [] : [name]))
}
