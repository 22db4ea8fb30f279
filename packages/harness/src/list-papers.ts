import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** A paper on the shelf. */
export interface ListedPaper {
  /** Its id: the folder's name. */
  readonly paper: string
}

/** The papers of a checkout: the packages under reproductions/, in alphabetical order. */
export async function listPapers(root: string): Promise<readonly ListedPaper[]> {
  const entries = await readdir(path.join(root, 'reproductions'), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ paper: entry.name }))
    .toSorted((a, b) => (a.paper < b.paper ? -1 : 1))
}
