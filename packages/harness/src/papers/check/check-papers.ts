import path from 'node:path'
import { RetableError, type PaperCheck } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { checkPaper } from './check-paper.ts'
import { loadPaper } from '../load-paper.ts'

/**
 * Checks papers by their ids or folders, each once. A package that cannot be read is a fault of its own, and keeps none
 * of the others from being checked.
 *
 * @throws HarnessError `harness/unknown-paper` if a name is that of no paper
 */
export async function checkPapers(root: string, names: readonly string[]): Promise<readonly PaperCheck[]> {
  const checks = new Map<string, PaperCheck>()
  for (const name of names) {
    try {
      const { folder, reproduction, cells } = await loadPaper(root, name)
      checks.set(folder, named(path.basename(folder), checkPaper(reproduction, cells)))
    } catch (error) {
      if (!(error instanceof RetableError) || isUnknown(error)) throw error
      checks.set(name, unreadable(path.basename(name), error.message))
    }
  }
  return [...checks.values()]
}

/** A paper goes by its folder's name, whatever its paper.ts says. */
function named(folder: string, check: PaperCheck): PaperCheck {
  if (check.paper === folder) return check
  const fault = `paper.ts calls it "${check.paper}", and its folder is ${folder}`
  return { ...check, paper: folder, faults: [fault, ...check.faults] }
}

function unreadable(paper: string, fault: string): PaperCheck {
  return { paper, reported: 0, findings: [], differences: [], possibleShares: 0, faults: [fault] }
}

function isUnknown(error: RetableError): boolean {
  return error instanceof HarnessError && error.code === 'harness/unknown-paper'
}
