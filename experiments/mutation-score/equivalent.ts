import { existsSync, readFileSync } from 'node:fs'
import type { Mutant } from './faults/mutant.ts'

/** Why a fault that no test notices is none. */
export interface Equivalent {
  /** The mutant's, so that it stands for nothing once the declaration around the change is another. */
  readonly key: string
  readonly file: string
  /** For a reader: what is changed. */
  readonly change: string
  readonly reason: string
}

/** Reads the list. */
export function readEquivalents(path: string): Equivalent[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Equivalent[]) : []
}

/** Those whose mutant is no longer made, of the files that were looked at. */
export function staleEquivalents(
  equivalents: readonly Equivalent[],
  mutants: readonly Mutant[],
  files: readonly string[],
  isGone: (file: string) => boolean,
): Equivalent[] {
  const made = new Set(mutants.map((mutant) => mutant.key))
  return equivalents.filter((one) => !made.has(one.key) && (files.includes(one.file) || isGone(one.file)))
}
