import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '@retable/core'
import { root } from '../root.ts'
import { CliError } from '../errors.ts'
import type { Outcome } from './outcome.ts'
import type { GateTarget } from './targets.ts'

/** What a target of a project came to, as the cache keeps it. */
export interface RecordedOutcomes {
  /** The run of the gate that found it; of another run, it came from the cache. */
  readonly run: string
  readonly outcomes: readonly Outcome[]
}

const folder = path.join(root, '.retable/outcomes')
const runFile = path.join(folder, 'run')

/** Removes what earlier runs left, and gives the name by which the targets of this one know it. */
export async function startRun(): Promise<string> {
  const run = crypto.randomUUID()
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeWhole(runFile, run)
  return run
}

/** The run of the gate that this process is part of. */
export const currentRun: string = process.env['RETABLE_TEST_RUN'] ?? ''

/**
 * Ends what is left of a run that was killed, before it mixes its outcomes with those of a later one.
 *
 * @throws CliError `cli/test` if another run has begun
 */
export async function requireCurrentRun(): Promise<void> {
  if (currentRun === '' || (await readFile(runFile, 'utf8').catch(() => '')) === currentRun) return
  throw new CliError('cli/test', 'this run of the tests was ended and another has begun')
}

/** Where the outcome of a target is written; the plugin of Nx names it as the target's output. */
export function outcomeFile(project: string, target: GateTarget): string {
  return path.join(folder, project === '.' ? 'workspace' : project, `${target.replace(':', '-')}.json`)
}

/** Writes the outcome of a target. */
export async function writeOutcomes(file: string, outcomes: readonly Outcome[]): Promise<void> {
  await requireCurrentRun()
  await mkdir(path.dirname(file), { recursive: true })
  await writeWhole(file, JSON.stringify({ run: currentRun, outcomes } satisfies RecordedOutcomes))
}

/** Reads the outcome of a target, if it has left one. */
export async function readOutcomes(file: string): Promise<RecordedOutcomes | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as RecordedOutcomes)
}
