import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')

/** The longest way up from where it stands that a source names, in folders. */
function climbOf(source: string): number {
  const ways = source.matchAll(/import\.meta\.(?:dirname|filename|url)[^\n]*?['"`]((?:\.\.\/)*\.\.)/g)
  return Math.max(0, ...[...ways].map(([, way = '']) => way.split('/').length))
}

test('a project whose tests or generators leave its folder names what they read there', () => {
  const silent = globSync('{packages,experiments,reproductions}/*/package.json', { cwd: root }).filter(
    (file) => {
      const project = path.join(root, path.dirname(file))
      const leaves = globSync(['**/*.test.ts', 'generate/*.ts'], { cwd: project }).some((source) => {
        const depth = source.split(path.sep).length - 1
        return climbOf(readFileSync(path.join(project, source), 'utf8')) > depth
      })
      const { nx } = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as PackageFile
      return leaves && (nx?.namedInputs?.reads ?? []).length === 0
    },
  )
  expect(silent).toEqual([])
})

test('a way up is one from where a source stands', () => {
  expect(climbOf("import '../../a.ts'\nconst root = path.resolve(import.meta.dirname, '../../..')")).toBe(3)
  expect(climbOf("path.join(import.meta.dirname, '../docs/a.md')")).toBe(1)
  expect(climbOf("path.join(import.meta.dirname, 'a.ts')")).toBe(0)
})

interface PackageFile {
  readonly nx?: { readonly namedInputs?: { readonly reads?: readonly string[] } }
}
