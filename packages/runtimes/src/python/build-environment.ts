import { randomUUID } from 'node:crypto'
import { rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { RuntimeError } from '../errors.ts'
import { findPython } from './find-python.ts'
import { loadExeca } from './load-execa.ts'
import { ownerFile } from './python-files.ts'
import type { PythonOptions } from './python-environment.ts'

/**
 * Makes an environment in a folder of its own and lets `directory` point to it when it is whole. So what a killed
 * process left is never taken for one, and scripts, which hold their folder's path, need not move.
 */
export async function buildEnvironment(directory: string, options: PythonOptions): Promise<void> {
  const { lockFile, minorVersion, signal, onProgress } = options
  const python = await findPython(minorVersion, signal)
  onProgress?.('installing')
  await rm(directory, { recursive: true, force: true })
  const folder = `${directory}.${randomUUID().slice(0, 8)}`
  const run = await loadExeca()
  const settings = { ...(signal ? { cancelSignal: signal } : {}), all: true } as const
  try {
    await run(python, ['-m', 'venv', folder], settings)
    const words = ['--quiet', '--disable-pip-version-check', '--no-input', '--retries', '3']
    await run(
      path.join(folder, 'bin/python'),
      [
        ownerFile,
        '-m',
        'pip',
        'install',
        ...words,
        '--require-hashes',
        '--no-deps',
        '--requirement',
        lockFile,
      ],
      settings,
    )
    await writeFile(path.join(folder, 'complete'), '')
    await symlink(path.basename(folder), `${folder}.link`)
    await rename(`${folder}.link`, directory)
  } catch (error) {
    for (const left of [folder, `${folder}.link`]) await rm(left, { recursive: true, force: true })
    signal?.throwIfAborted()
    throw refusal(path.basename(lockFile), error as Error & { all?: string })
  }
}

function refusal(lock: string, error: Error & { readonly all?: string }): RuntimeError {
  const words = (error.all || error.message).trim()
  const lastLine = words.split('\n').at(-1)
  if (unreachable.test(words)) {
    return new RuntimeError(
      'runtimes/no-network',
      `the package registry cannot be reached, and the Python packages of ${lock} are not here yet: connect to the network once, or name a mirror in PIP_INDEX_URL (${lastLine})`,
      error,
    )
  }
  return new RuntimeError(
    'runtimes/python-packages',
    `the Python packages of ${lock} cannot be installed: ${lastLine}`,
    error,
  )
}

const unreachable =
  /connection broken by|Failed to establish a new connection|Temporary failure in name resolution|Read timed out|Max retries exceeded/
