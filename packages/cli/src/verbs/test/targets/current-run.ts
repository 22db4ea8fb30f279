import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '@retable/core'
import { CliError } from '../../../errors.ts'
import { root } from '../../../root.ts'

/** Where the targets of a run write what they came to. */
export const outcomesFolder = path.join(root, '.retable/outcomes')

const runFile = path.join(outcomesFolder, 'run')

/** The run of the gate that this process is part of; none is the empty text. */
export const currentRun: string = process.env['RETABLE_TEST_RUN'] ?? ''

/** Removes what earlier runs left, and gives the name by which the targets of this one know it. */
export async function startRun(): Promise<string> {
  const run = crypto.randomUUID()
  await rm(outcomesFolder, { recursive: true, force: true })
  await mkdir(outcomesFolder, { recursive: true })
  await writeWhole(runFile, run)
  return run
}

/**
 * Ends what is left of a run that was killed, before it mixes its outcomes with those of a later one.
 *
 * @throws CliError `cli/test` if another run has begun
 */
export async function requireCurrentRun(): Promise<void> {
  if (currentRun === '' || (await readFile(runFile, 'utf8').catch(() => '')) === currentRun) return
  throw new CliError('cli/test', 'this run of the tests was ended and another has begun')
}
