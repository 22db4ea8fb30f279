import type { ReportedCell } from '@retable/core'
import { loadReproduction, type LoadedReproduction } from './load-reproduction.ts'
import { readReportedRows } from './read-reported.ts'

/** A paper with its reported cells, whatever their ids. */
export interface LoadedPaper extends LoadedReproduction {
  readonly cells: readonly ReportedCell[]
}

/**
 * Loads a paper and its cells by its id, or a package outside the repository by its folder.
 *
 * @throws HarnessError `harness/unknown-paper`, `harness/bad-paper`, `harness/reported`
 */
export async function loadPaper(root: string, name: string): Promise<LoadedPaper> {
  const loaded = await loadReproduction(root, name)
  return { ...loaded, cells: await readReportedRows(loaded.folder) }
}
