import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Reproduction } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { importModule } from '../names/import-module.ts'
import { isPath } from '../names/is-path.ts'
import { nearestName } from '../names/nearest-name.ts'
import { paperIds, paperModule } from './paper-ids.ts'

/** A reproduction and the folder it was loaded from. */
export interface LoadedReproduction {
  readonly reproduction: Reproduction<unknown>
  readonly folder: string
}

/** Whether a name, or the path of a folder, is that of a paper. */
export function isPaper(root: string, name: string): boolean {
  return existsSync(path.join(paperFolder(root, name), paperModule))
}

function paperFolder(root: string, name: string): string {
  return isPath(name) ? path.resolve(name) : path.join(root, 'reproductions', name)
}

/**
 * Loads a paper by its id, or a package outside the repository by its folder.
 *
 * @throws HarnessError `harness/unknown-paper`, `harness/bad-paper`
 */
export async function loadReproduction(root: string, name: string): Promise<LoadedReproduction> {
  const folder = paperFolder(root, name)
  const file = path.join(folder, paperModule)
  if (!existsSync(file)) throw new HarnessError('harness/unknown-paper', unknownText(root, name))
  const module = (await importModule(
    file,
    (message, cause) => new HarnessError('harness/bad-paper', message, { cause }),
  )) as { reproduction?: Reproduction<unknown> }
  if (module.reproduction === undefined) {
    throw new HarnessError('harness/bad-paper', `${file} exports no "reproduction"`)
  }
  if (isPath(name)) await holdToSchema(file, module.reproduction)
  return { reproduction: module.reproduction, folder }
}

/** A package outside the repository need not be checked by a compiler. */
async function holdToSchema(file: string, reproduction: unknown): Promise<void> {
  const [{ firstFault }, { ownPaper }] = await Promise.all([
    import('../schema/first-fault.ts'),
    import('./own-paper-schema.ts'),
  ])
  const fault = firstFault(ownPaper, reproduction)
  if (fault === undefined) return
  const advice = 'docs/add-a-paper.md says what belongs there'
  const message = `${file}: its reproduction has no usable "${fault.at}" (${fault.wanted} is wanted); ${advice}`
  throw new HarnessError('harness/bad-paper', message)
}

function unknownText(root: string, name: string): string {
  if (isPath(name)) return `there is no paper "${name}": a paper's folder holds a ${paperModule}`
  const nearest = nearestName(name, paperIds(root))
  const hint = nearest === undefined ? '' : `did you mean ${nearest}? `
  return `there is no paper "${name}"; ${hint}./retable list papers names them all`
}
