import { readFile } from 'node:fs/promises'
import path from 'node:path'

interface LockFile {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string
        readonly integrity?: string
        readonly link?: boolean
        readonly resolved?: string
        readonly dependencies?: Readonly<Record<string, string>>
      }
    >
  >
}

/**
 * The packages of others that decide a run's numbers, as the lock file pins them: all that some rooms need, directly or
 * not. By `name@version`, with the hash of their content.
 *
 * @param rooms - those of model work and arithmetic; an engine's driver names them
 */
export async function lockedPackages(
  root: string,
  rooms: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { packages } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as LockFile
  const found = new Set(rooms.map((room) => `packages/${room}`))
  for (const place of found) {
    for (const name of Object.keys(packages[place]?.dependencies ?? {})) {
      const at = placeOf(packages, place, name)
      if (at !== undefined) found.add(packages[at]?.link ? packages[at].resolved! : at)
    }
  }
  const pinned = [...found].flatMap((place) => {
    const { version, integrity } = packages[place] ?? {}
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    return integrity === undefined ? [] : [[`${name}@${version}`, integrity] as const]
  })
  return Object.fromEntries(pinned.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Where a package that is imported from a place lies: in the nearest node_modules, up to the top. */
function placeOf(packages: LockFile['packages'], from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const candidate =
      at === '' || !at.includes('node_modules') ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (candidate in packages) return candidate
    if (!at.includes('node_modules')) return undefined
  }
}
