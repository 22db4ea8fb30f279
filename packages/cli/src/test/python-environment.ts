import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { root, storeDirectory } from '../environment.ts'

/** The packages that parity tests run beside retable, with hashes. */
const lockFile = path.join(root, 'packages/evaluators/parity/requirements.lock')

/** A Python interpreter with the locked packages, or why there is none. */
export type PythonEnvironment = { readonly python: string } | { readonly reason: string }

/**
 * Makes a virtual environment from the lock file, once for each content of it. An environment that is being made has
 * another name, so one that was cut off is never used.
 */
export async function pythonEnvironment(signal: AbortSignal): Promise<PythonEnvironment> {
  const lock = createHash('sha256')
    .update(await readFile(lockFile))
    .digest('hex')
  const directory = path.join(storeDirectory(), 'python', lock.slice(0, 16))
  const python = path.join(directory, 'bin/python')
  const marker = path.join(directory, 'complete')
  if (await exists(marker)) return { python }

  const options = { cancelSignal: signal, all: true } as const
  const version = await execa('python3', ['-c', 'import sys; print(*sys.version_info[:2])'], {
    cancelSignal: signal,
    reject: false,
  })
  const [major = 0, minor = 0] = (version.stdout ?? '').split(' ').map(Number)
  if (version.exitCode !== 0) return { reason: 'there is no python3 on this machine' }
  if (major !== 3 || minor < 11) return { reason: `python3 is ${major}.${minor}; 3.11 or newer is needed` }
  await rm(directory, { recursive: true, force: true })
  await mkdir(path.dirname(directory), { recursive: true })
  try {
    // Scripts of a virtual environment hold its path, so it is made in place and marked when it is whole.
    await execa('python3', ['-m', 'venv', directory], options)
    const install = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--require-hashes',
      '--no-deps',
      '--requirement',
      lockFile,
    ]
    await execa(python, install, options)
  } catch (error) {
    if (signal.aborted) throw error
    await rm(directory, { recursive: true, force: true })
    const { all, shortMessage } = error as { all?: string; shortMessage?: string }
    const lines = (all || shortMessage || String(error)).trim().split('\n')
    return { reason: `its Python packages cannot be installed: ${lines.at(-1)}` }
  }
  await mkdir(`${marker}.partial`)
  await rename(`${marker}.partial`, marker)
  return { python }
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
