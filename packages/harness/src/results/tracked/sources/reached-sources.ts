import { readFileSync } from 'node:fs'
import path from 'node:path'
import { reExports, importsOf, type Import } from './imports.ts'

/**
 * The sources that some modules reach by what they import, themselves among them: relative to the checkout, sorted. Types
 * are not followed. Of a barrel only the names that are wanted lead on, and it is none of the sources itself.
 *
 * @param entries - modules, relative to the checkout
 * @param options - `without`: modules that are not gone into
 */
export function reachedSources(
  root: string,
  entries: readonly string[],
  { without = [] }: { readonly without?: readonly string[] } = {},
): string[] {
  const sources = new Set<string>()
  const seen = new Set<string>()
  const waiting: Import[] = entries.map((from) => ({ from, names: ['*'] }))
  for (const { from: file, names } of waiting) {
    const key = JSON.stringify([file, names])
    if (seen.has(key) || without.includes(file)) continue
    seen.add(key)
    const isScript = file.endsWith('.ts')
    const text = isScript ? readFileSync(path.join(root, file), 'utf8') : ''
    const barrel = isScript ? reExports(text) : null
    if (barrel === null) {
      if (sources.has(file)) continue
      sources.add(file)
    }
    for (const next of barrel === null ? importsOf(text) : wanted(barrel, names)) {
      const from = resolved(root, file, next.from)
      if (from !== undefined) waiting.push({ from, names: next.names })
    }
  }
  return [...sources].toSorted()
}

/** What a barrel takes from where, for those who want some of its names. */
function wanted(barrel: NonNullable<ReturnType<typeof reExports>>, names: readonly string[]): Import[] {
  return barrel.flatMap(({ from, names: handed }) => {
    if (handed === null) return [{ from, names }]
    const inside = names.includes('*')
      ? [...handed.values()]
      : names.flatMap((name) => handed.get(name) ?? [])
    return inside.length > 0 ? [{ from, names: inside }] : []
  })
}

/** The file of the checkout that a specifier names; none for what others publish. */
function resolved(root: string, file: string, from: string): string | undefined {
  if (from.startsWith('.')) return path.posix.join(path.posix.dirname(file), from)
  const [, room, rest = ''] = /^@retable\/([^/]+)(\/.*)?$/.exec(from) ?? []
  if (room === undefined) return undefined
  const text = readFileSync(path.join(root, 'packages', room, 'package.json'), 'utf8')
  const { exports } = JSON.parse(text) as { readonly exports: Readonly<Record<string, string>> }
  const way = exports[`.${rest}`]
  if (way === undefined) throw new Error(`${file} imports ${from}, which packages/${room} does not export`)
  return path.posix.join('packages', room, way)
}
