import { glob } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../../../root.ts'

/** The kinds of tests, told apart by their file names, in the order in which they are told of. */
export const testKinds = ['unit', 'golden', 'parity', 'containers', 'slurm', 'nightly'] as const

/** One kind of tests. */
export type TestKind = (typeof testKinds)[number]

/** What every change is held to; the others take too long for that. */
export const everyRunKinds: readonly TestKind[] = testKinds.filter((kind) => kind !== 'nightly')

/** The kind of a test file: of `x.golden.test.ts` it is golden, and so on; where nothing is named, unit. */
export function kindOf(file: string): TestKind {
  const [, word] = /\.([a-z]+)\.test\.ts$/.exec(file) ?? []
  return testKinds.find((kind) => kind === word && kind !== 'unit') ?? 'unit'
}

/** A test file's name in that of its target: its path in its package, without what tells its kind. */
export function partOf(file: string): string {
  const [, , ...inside] = file.split('/')
  return inside.join('-').replace(/(?:\.[a-z]+)?\.test\.ts$/, '')
}

/** The test files that stand in some folders of the checkout; in all folders if none is named. */
export async function testFilesIn(folders: readonly string[]): Promise<string[]> {
  const exclude = (entry: string) => ['node_modules', 'fixtures'].includes(path.basename(entry))
  const patterns = (folders.length > 0 ? folders : ['packages', 'experiments', 'reproductions']).map(
    (folder) => `${folder}/**/*.test.ts`,
  )
  return Array.fromAsync(glob(patterns, { cwd: root, exclude }))
}

/** The packages that files stand in. */
export function foldersOf(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => file.split('/').slice(0, 2).join('/')))].toSorted()
}
