import { randomUUID } from 'node:crypto'
import { rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findPython } from './find-python.ts'
import { installFailure } from './install-failure.ts'
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
    const { all, message } = error as Error & { all?: string }
    throw installFailure(path.basename(lockFile), all || message, error)
  }
}
