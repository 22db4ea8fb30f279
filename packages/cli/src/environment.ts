import { statSync } from 'node:fs'
import path from 'node:path'
import { openAssets, type Assets } from '@retable/harness/benchmarks'
import { grouped, printable } from '@retable/report'
import { CliError } from './errors.ts'
import type { Progress } from './progress.ts'
import { root } from './root.ts'

export { root }

/**
 * The user's store: downloads, runs, samples. RETABLE_STORE moves it.
 *
 * @throws CliError `cli/store` if it cannot be a folder
 */
export function storeDirectory(): string {
  const directory = path.resolve(process.env['RETABLE_STORE'] || path.join(root, '.retable'))
  const file = fileOnTheWay(directory)
  if (file === undefined) return directory
  const message = `the store cannot be ${directory}: ${file} is no folder; name a folder in RETABLE_STORE`
  throw new CliError('cli/store', message, { kind: 'environment' })
}

/** What keeps a path from being a folder: itself or, where there is none yet, one above it that is something else. */
export function fileOnTheWay(folder: string): string | undefined {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    try {
      return statSync(place).isDirectory() ? undefined : place
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // Whoever uses the folder meets any other refusal, and says it.
      if ((code !== 'ENOENT' && code !== 'ENOTDIR') || place === path.dirname(place)) return undefined
    }
  }
}

/** What of runtimes is set where no file is named. */
const runtimeSettingsFile = 'retable.runtime.yaml'

let isTold = false

/** The file with the settings of runtimes: the named one, or that of the folder where the command was given; absolute. */
export function runtimeSettingsFrom(file: string | undefined): string | undefined {
  if (file !== undefined) return path.resolve(file)
  const here = path.resolve(runtimeSettingsFile)
  if (!statSync(here, { throwIfNoEntry: false })?.isFile()) return undefined
  // What stands in it runs here and on nodes: nobody is to find that out later.
  if (!isTold) process.stderr.write(`settings of runtimes: ${printable(here)}\n`)
  isTold = true
  return here
}

/** Assets as the environment and the command line set them up. */
export function assetsFromEnvironment(
  acceptedLicences: readonly string[],
  progress: Pick<Progress, 'update'>,
  { offline = false }: { readonly offline?: boolean } = {},
): Assets {
  const accepted = (process.env['RETABLE_ACCEPT_LICENCES'] ?? '').split(',').map((id) => id.trim())
  const mirror = process.env['RETABLE_MIRROR'] || undefined
  return openAssets({
    directory: path.join(storeDirectory(), 'assets'),
    mirror: mirror === undefined ? undefined : path.resolve(mirror),
    acceptedLicences: [...acceptedLicences, ...accepted],
    offline,
    onProgress: (asset, received) =>
      progress.update(
        `fetching ${asset.name}: ${grouped(received)} of ${asset.bytes > 0 ? grouped(asset.bytes) : 'unknown'} bytes`,
      ),
  })
}
