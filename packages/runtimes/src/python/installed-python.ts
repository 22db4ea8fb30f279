import path from 'node:path'
import type { RuntimeProgress } from '../runtime.ts'
import { environmentFolder, pythonOf } from './environment-folder.ts'
import { isMade, pythonEnvironment } from './python-environment.ts'

/** Who makes an environment, and for whom. */
export interface InstallOptions {
  /** Of the runtime: environments are in its folder `python`. */
  readonly directory: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: RuntimeProgress) => void) | undefined
}

/**
 * The Python of a lock file's environment, which is made on first use.
 *
 * @param packages - `what` they are, as people know it, and how much is fetched the first time
 * @throws RuntimeError as `pythonEnvironment`
 */
export function installedPython(
  packages: { readonly lockFile: string; readonly what: string; readonly size?: string },
  { directory, signal, onProgress }: InstallOptions,
): Promise<string> {
  const { lockFile, what, size } = packages
  return pythonEnvironment({
    lockFile,
    directory: environmentsIn(directory),
    minorVersion: 11,
    signal,
    onProgress: (stage) =>
      onProgress?.({
        stage,
        message:
          stage === 'waiting'
            ? `waits for another process that installs ${what}`
            : `installs ${what}, once${size === undefined ? '' : `: ${size}`}`,
      }),
  })
}

/** Whether {@link installedPython} would fetch nothing. @param directory - of the runtime */
export async function isInstalled(lockFile: string, directory: string): Promise<boolean> {
  return isMade(await environmentFolder(lockFile, environmentsIn(directory)))
}

/** Where the Python of a lock file would be. @param directory - of the runtime */
export async function plannedPython(lockFile: string, directory: string): Promise<string> {
  return pythonOf(await environmentFolder(lockFile, environmentsIn(directory)))
}

function environmentsIn(directory: string): string {
  return path.join(directory, 'python')
}
