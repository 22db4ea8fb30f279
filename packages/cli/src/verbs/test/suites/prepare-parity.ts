import { existsSync } from 'node:fs'
import path from 'node:path'
import { RetableError } from '@retable/core'
import { pythonEnvironment } from '@retable/harness'
import { kindOf } from '@retable/core/test-kinds'
import { storeDirectory } from '../../../environment.ts'
import { root } from '../../../root.ts'
import { say } from '../say.ts'
import { foldersOf, testFilesIn } from './test-files.ts'

/** What parity tests are run with, and the packages whose parity tests this machine cannot run. */
export interface ParityPreparation {
  /** RETABLE_PYTHON_<PACKAGE>: the Python with the packages that its lock file names. */
  readonly env: Readonly<Record<string, string>>
  readonly leftOut: readonly { readonly folder: string; readonly reason: string }[]
}

/**
 * Makes the Python environment of each package with parity tests and a lock file. Those of a package with golden tests
 * read the same published outputs.
 *
 * @param files - parity tests, relative to the checkout
 */
export async function prepareParity(
  files: readonly string[],
  { noOutputs, signal }: { readonly noOutputs: string | null; readonly signal: AbortSignal },
): Promise<ParityPreparation> {
  const folders = foldersOf(files)
  const environments = path.join(storeDirectory(), 'python')
  const env: Record<string, string> = {}
  const leftOut: { folder: string; reason: string }[] = []
  for (const folder of folders) {
    if (noOutputs !== null && (await hasGoldenTests(folder))) {
      leftOut.push({ folder, reason: noOutputs })
      continue
    }
    const lockFile = lockFiles.map((file) => path.join(root, folder, file)).find((file) => existsSync(file))
    if (lockFile === undefined) continue
    say(`Python packages for the parity tests of ${folder}`)
    try {
      const name = path.basename(folder).toUpperCase().replaceAll('-', '_')
      env[`RETABLE_PYTHON_${name}`] = await pythonEnvironment({
        lockFile,
        directory: environments,
        minorVersion: 11,
        signal,
      })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof RetableError)) throw error
      leftOut.push({ folder, reason: error.message })
    }
  }
  return { env, leftOut }
}

/** What peers need stands beside the tests; what a package itself runs, in its `python` folder. */
const lockFiles = ['parity/requirements.lock', 'python/requirements.lock', 'python/requirements.cpu.lock']

async function hasGoldenTests(folder: string): Promise<boolean> {
  return (await testFilesIn([folder])).some((file) => kindOf(file) === 'golden')
}
