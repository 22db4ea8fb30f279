import type { Tree } from '@nx/devkit'
import { paperFiles, type NewPaper } from './paper-files.ts'

/**
 * `nx g @retable/nx-plugin:paper ID`: makes the package of a paper under reproductions/. Its test fails until real
 * cells and a claim are in.
 *
 * @throws Error with a sentence if the id is none, or the folder is there already
 */
export function generatePaper(tree: Tree, options: NewPaper): void {
  const { id } = options
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new Error(
      `"${id}" is no id: small letters, digits and single hyphens are wanted, as in iterative-rpo`,
    )
  }
  const folder = `reproductions/${id}`
  if (tree.exists(folder)) throw new Error(`${folder} is there already`)
  for (const [name, text] of Object.entries(paperFiles(options))) tree.write(`${folder}/${name}`, text)
}
