import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reExports, importsOf } from './imports.ts'
import { reachedSources } from './reached-sources.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-sources-'))
})
afterEach(() => rm(root, { recursive: true }))

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.join(root, path.dirname(file)), { recursive: true })
    await writeFile(path.join(root, file), text)
  }
}

test('imports of values are followed, in every form, and those of types are not', () => {
  const source = `import type { A } from './a.ts'
import { type B } from './b.ts'
import { c, type C, cc as other } from './c.ts'
import whole, { d } from './d.ts'
import * as e from '@retable/core'
import './f.ts'
export { g } from './g.ts'
export type { H } from './h.ts'
const i = await import('./i.ts')
const worker = new Worker(new URL('j.ts', import.meta.url))
/**
 * import { k } from './k.ts'
 */
import {
  l,
} from './l.ts'
`
  expect(Object.fromEntries(importsOf(source).map(({ from, names }) => [from, names]))).toEqual({
    './c.ts': ['c', 'cc'],
    './d.ts': ['d', '*'],
    '@retable/core': ['*'],
    './f.ts': ['*'],
    './g.ts': ['g'],
    './i.ts': ['*'],
    './j.ts': ['*'],
    './l.ts': ['l'],
  })
})

test('a barrel has no code of its own', () => {
  const barrel = `/** All of it. */
export { a, b as c, type D } from './a.ts'
// Types.
export type { E } from './e.ts'
export * from './f.ts'
`
  expect(reExports(barrel)).toEqual([
    { from: './a.ts', names: new Map([['a', 'a'], ['c', 'b']]) }, // prettier-ignore
    { from: './f.ts', names: null },
  ])
  expect(reExports(`${barrel}export const g = 1\n`)).toBeNull()
  expect(reExports(`import { h } from './h.ts'\n${barrel}`)).toBeNull()
})

test('of a barrel only wanted names lead on, through others, and modules may import each other', async () => {
  await write({
    'packages/core/package.json': JSON.stringify({
      exports: { '.': './src/index.ts', './more': './src/more.ts' },
    }),
    'packages/core/src/index.ts': "export { a as b, other } from './a.ts'\nexport { c } from './c.ts'\n",
    'packages/core/src/a.ts':
      "import { d } from '../../../paper/recipe.ts'\nexport const a = 1\nexport const other = 1\n",
    'packages/core/src/c.ts': 'export const c = 1\n',
    'packages/core/src/more.ts': "export * from './d.ts'\nexport * from './e.ts'\n",
    'packages/core/src/d.ts': 'export const d = 1\n',
    'packages/core/src/e.ts': 'export const e = 1\n',
    'paper/recipe.ts':
      "import fs from 'node:fs'\nimport { b } from '@retable/core'\nimport x from 'published'\nimport data from './data.json'\n",
    'paper/index.ts': "export { a } from './other.ts'\nexport { d } from './recipe.ts'\n",
    'paper/other.ts': "import { d } from '@retable/core/more'\nexport const a = 1\n",
    'paper/data.json': '{}',
  })
  const core = (name: string) => `packages/core/src/${name}.ts`
  expect(reachedSources(root, ['paper/recipe.ts'])).toEqual([core('a'), 'paper/data.json', 'paper/recipe.ts'])
  expect(reachedSources(root, ['paper/index.ts'])).toEqual([
    ...['a', 'd', 'e'].map(core),
    ...['paper/data.json', 'paper/other.ts', 'paper/recipe.ts'],
  ])
  expect(reachedSources(root, ['paper/index.ts'], { without: ['paper/recipe.ts'] })).toEqual([
    ...['d', 'e'].map(core),
    'paper/other.ts',
  ])
})
