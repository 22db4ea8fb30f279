import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** The module of a paper's package. */
export const paperModule = 'reproduction.ts'

/** Ids of the papers of a checkout: the packages under reproductions/, in alphabetical order. */
export function paperIds(root: string): readonly string[] {
  const papers = path.join(root, 'reproductions')
  return readdirSync(papers)
    .filter((name) => existsSync(path.join(papers, name, paperModule)))
    .toSorted()
}
