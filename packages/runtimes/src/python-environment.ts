import { createHash } from 'node:crypto'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, withFileLock } from '@retable/core'
import type { execa } from 'execa'
import { RuntimeError } from './errors.ts'

/** Options of {@link pythonEnvironment}. */
export interface PythonOptions {
  /** A pip requirements file in which every package has its version and hashes. */
  readonly lockFile: string
  /** Folder that environments are kept in, by the hash of their lock file. */
  readonly directory: string
  /** Oldest minor version of Python 3 that will do. */
  readonly minorVersion: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Makes a virtual environment from a lock file, once for each content of it, with the `python3` on the PATH. An
 * environment counts as whole only when it is marked so at the end; one that was cut off is made anew.
 *
 * @returns path of its Python interpreter
 * @throws RuntimeError `runtimes/no-python`, `runtimes/python-packages`
 */
export async function pythonEnvironment(options: PythonOptions): Promise<string> {
  const lock = createHash('sha256')
    .update(await readFile(options.lockFile))
    .digest('hex')
  const directory = path.join(options.directory, lock.slice(0, 16))
  const python = path.join(directory, 'bin/python')
  const marker = path.join(directory, 'complete')
  await makeFolder(options.directory)
  return withFileLock(
    `${directory}.lock`,
    async () => {
      // The interpreter may have gone with an upgrade of the system's Python.
      const runs = async () =>
        (await (await loadExeca())(python, ['--version'], { reject: false })).exitCode === 0
      if (!(await exists(marker)) || !(await runs())) await build(directory, python, marker, options)
      return python
    },
    options.signal,
  )
}

async function build(
  directory: string,
  python: string,
  marker: string,
  options: PythonOptions,
): Promise<void> {
  await requirePython(options)
  const run = { ...(options.signal ? { cancelSignal: options.signal } : {}), all: true } as const
  try {
    // Scripts of a virtual environment hold its path, so it is made in place.
    await rm(directory, { recursive: true, force: true })
    await (
      await loadExeca()
    )('python3', ['-m', 'venv', directory], run)
    const words = ['--quiet', '--disable-pip-version-check', '--require-hashes', '--no-deps']
    await (
      await loadExeca()
    )(python, ['-m', 'pip', 'install', ...words, '--requirement', options.lockFile], run)
    await writeFile(marker, '')
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    if (options.signal?.aborted) throw error
    const { all, shortMessage } = error as { all?: string; shortMessage?: string }
    const lastLine = (all || shortMessage || String(error)).trim().split('\n').at(-1)
    throw new RuntimeError(
      'runtimes/python-packages',
      `the Python packages of ${path.basename(options.lockFile)} cannot be installed: ${lastLine}`,
      error,
    )
  }
}

async function requirePython({ minorVersion, signal }: PythonOptions): Promise<void> {
  const program = 'import ensurepip, sys; print(sys.version_info.major, sys.version_info.minor)'
  const { exitCode, stdout } = await (
    await loadExeca()
  )('python3', ['-c', program], {
    ...(signal ? { cancelSignal: signal } : {}),
    reject: false,
  })
  const [major = 0, minor = 0] = (stdout ?? '').split(' ').map(Number)
  if (exitCode === 0 && major === 3 && minor >= minorVersion) return
  const found = exitCode === 0 ? `python3 is ${major}.${minor}` : 'there is no python3 with venv and pip here'
  throw new RuntimeError('runtimes/no-python', `${found}; Python 3.${minorVersion} or newer is needed`)
}

/** Loaded when a program is started: it is large, and few commands start one. */
async function loadExeca(): Promise<typeof execa> {
  return (await import('execa')).execa
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
