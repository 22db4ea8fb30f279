import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { isRunning, writeWhole } from '@retable/core'
import { CliError } from '../../../errors.ts'
import { root } from '../../../root.ts'

/** Where the targets of a run write what they came to. */
export const outcomesFolder = path.join(root, '.retable/outcomes')

/** Held by the run of the gate that is under way in this checkout. */
export const gateLock = path.join(root, '.retable/test.lock')

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
 * Lets only the targets of the run that is under way write outcomes: not what is left of one that was killed, and not a
 * target that was started beside it.
 *
 * @throws CliError `cli/test` if another run is under way
 */
export async function requireCurrentRun(): Promise<void> {
  const read = (file: string) => readFile(file, 'utf8').catch(() => '')
  if (currentRun === '') {
    const owner = Number(await read(gateLock))
    if (owner === 0 || !isRunning(owner)) return
  } else if ((await read(runFile)) === currentRun) return
  throw new CliError('cli/test', 'another run of the tests is under way in this checkout; wait for its end')
}
