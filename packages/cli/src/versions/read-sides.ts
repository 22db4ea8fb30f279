import type { Side } from '@retable/core'
import { readSide, type SideSource } from '@retable/harness/compare'
import type { Assets } from '@retable/harness/benchmarks'
import { printable } from '@retable/report'
import { assetsFromEnvironment, storeDirectory } from '../environment.ts'
import { startProgress, type Progress } from '../progress.ts'
import { columnsOf } from '../columns.ts'

/** Options that say how the versions of a model are read, on all verbs that compare some. */
export interface SideOptions {
  readonly benchmark?: string
  readonly variant?: string
  readonly columns?: string
  readonly acceptLicence: readonly string[]
}

/** Versions as they were read, and what reads more of them. */
export interface ReadSides {
  readonly sources: readonly SideSource[]
  readonly sides: readonly Side[]
  readonly tools: { readonly assets: Assets; readonly storeDirectory: string; readonly signal: AbortSignal }
  /** Shown until the caller ends it. */
  readonly progress: Progress
}

/** Reads runs and files in their order, with progress. */
export async function readSides(
  names: readonly string[],
  { benchmark, variant, columns: given, acceptLicence }: SideOptions,
  signal: AbortSignal,
): Promise<ReadSides> {
  const columns = given === undefined ? undefined : columnsOf(given)
  const progress = startProgress()
  const tools = {
    assets: assetsFromEnvironment(acceptLicence, progress),
    storeDirectory: storeDirectory(),
    signal,
  }
  const sources = names.map((name) => ({ name, benchmark, variant, columns }))
  const sides: Side[] = []
  for (const source of sources) {
    progress.update(`reading ${printable(source.name)}`)
    sides.push(await readSide(source, tools))
  }
  return { sources, sides, tools, progress }
}
