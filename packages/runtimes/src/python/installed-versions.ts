import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** Packages with their versions, `NAME VERSION`, as an environment has them; those that lack are left out. */
export async function installedVersions(python: string, names: readonly string[]): Promise<string[]> {
  const entries = (await Promise.all((await sitePackages(python)).map((folder) => readdir(folder)))).flat()
  return names.flatMap((name) => {
    const info = entries.find((entry) => entry.startsWith(`${name}-`) && entry.endsWith('.dist-info'))
    return info === undefined ? [] : [`${name} ${info.slice(name.length + 1, -'.dist-info'.length)}`]
  })
}

/** Folders that an environment's packages are in. */
export async function sitePackages(python: string): Promise<string[]> {
  const library = path.resolve(python, '../../lib')
  const versions = (await readdir(library)).filter((name) => /^python3\.\d+$/.test(name))
  return versions.map((name) => path.join(library, name, 'site-packages'))
}
