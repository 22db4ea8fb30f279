import { stat } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, withFileLock } from '@retable/core'
import { buildEnvironment } from './build-environment.ts'
import { environmentFolder, pythonOf } from './environment-folder.ts'
import { loadExeca } from './load-execa.ts'
import { removeLeftovers } from './remove-leftovers.ts'

/** Options of {@link pythonEnvironment}. */
export interface PythonOptions {
  /** A pip requirements file in which every package has its version and hashes. */
  readonly lockFile: string
  /** Folder that environments are kept in, by the hash of their lock file. */
  readonly directory: string
  /** Oldest minor version of Python 3 that will do. */
  readonly minorVersion: number
  readonly signal?: AbortSignal | undefined
  /** Told when it waits for another process that makes the same environment, and when it makes it itself. */
  readonly onProgress?: ((stage: 'waiting' | 'installing') => void) | undefined
}

// A process that only looks whether an environment is there has the lock for less than that.
const patienceMs = 2000

/**
 * Makes a virtual environment from a lock file, once for each content of it, with the first Python on the PATH that is
 * new enough. It is there whole or not at all; one whose interpreter is gone is made anew.
 *
 * @returns path of its Python interpreter
 * @throws RuntimeError `runtimes/no-python`, `runtimes/no-network`, `runtimes/python-packages`
 */
export async function pythonEnvironment(options: PythonOptions): Promise<string> {
  const directory = await environmentFolder(options.lockFile, options.directory)
  const python = pythonOf(directory)
  await makeFolder(options.directory)
  const waiting = setTimeout(() => options.onProgress?.('waiting'), patienceMs)
  try {
    return await withFileLock(
      `${directory}.lock`,
      async () => {
        clearTimeout(waiting)
        if (!(await isMade(directory)) || !(await runs(python))) {
          await buildEnvironment(directory, options)
        }
        await removeLeftovers(directory)
        return python
      },
      options.signal,
    )
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error
  } finally {
    clearTimeout(waiting)
  }
}

/** The interpreter may have gone with an upgrade of the system's Python. */
async function runs(python: string): Promise<boolean> {
  const run = await loadExeca()
  return (await run(python, ['--version'], { reject: false })).exitCode === 0
}

/** Whether an environment was made to its end. */
export function isMade(environment: string): Promise<boolean> {
  return stat(path.join(environment, 'complete')).then(
    () => true,
    () => false,
  )
}
