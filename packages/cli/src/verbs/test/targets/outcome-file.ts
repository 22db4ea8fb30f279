import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '@retable/core'
import type { Outcome } from '../outcome.ts'
import { currentRun, outcomesFolder, requireCurrentRun } from './current-run.ts'

/** What a target of a project came to, as the cache keeps it. */
export interface RecordedOutcomes {
  /** The run of the gate that found it; of another run, it came from the cache. */
  readonly run: string
  readonly outcomes: readonly Outcome[]
  /** How long it took; of several projects at once, the same for each. */
  readonly seconds: number
}

/** Where the outcome of a target is written; the plugin of Nx names it as the target's output. */
export function outcomeFile(project: string, target: string): string {
  return path.join(
    outcomesFolder,
    project === '.' ? 'workspace' : project,
    `${target.replaceAll(':', '-')}.json`,
  )
}

/** Writes the outcome of a target. */
export async function writeOutcomes(
  file: string,
  outcomes: readonly Outcome[],
  seconds: number,
): Promise<void> {
  await requireCurrentRun()
  await mkdir(path.dirname(file), { recursive: true })
  await writeWhole(file, JSON.stringify({ run: currentRun, outcomes, seconds } satisfies RecordedOutcomes))
}

/** Reads the outcome of a target, if it has left one. */
export async function readOutcomes(file: string): Promise<RecordedOutcomes | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as RecordedOutcomes)
}
