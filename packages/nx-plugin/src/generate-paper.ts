import type { Tree } from '@nx/devkit'
import { arxivId } from './arxiv-id.ts'
import { paperFiles } from './paper-files.ts'

/** Options of the generator. */
export interface PaperOptions {
  readonly id: string
  readonly title?: string
  /** A number where it was given without version: Nx reads `2401.00010` as one. */
  readonly arxiv?: string | number
}

/**
 * `nx g @retable/nx-plugin:paper ID`: makes the package of a paper under reproductions/. Its test fails until real
 * cells and a claim are in.
 *
 * @throws Error with a sentence if the id or arXiv's is none, or the folder is there already
 */
export function generatePaper(tree: Tree, { id, title, arxiv }: PaperOptions): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new Error(
      `"${id}" is no id: small letters, digits and single hyphens are wanted, as in iterative-rpo`,
    )
  }
  const folder = `reproductions/${id}`
  if (tree.exists(folder)) throw new Error(`${folder} is there already`)
  const files = paperFiles({
    id,
    ...(title === undefined ? {} : { title }),
    ...(arxiv === undefined ? {} : { arxiv: arxivId(arxiv) }),
  })
  for (const [name, text] of Object.entries(files)) tree.write(`${folder}/${name}`, text)
}
