import { glob } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../../../root.ts'

/** The kinds of tests, told apart by their file names. */
export type TestKind = 'unit' | 'golden' | 'parity'

/** The kind of a test file: `x.golden.test.ts`, `x.parity.test.ts`, else unit. */
export function kindOf(file: string): TestKind {
  if (file.endsWith('.golden.test.ts')) return 'golden'
  return file.endsWith('.parity.test.ts') ? 'parity' : 'unit'
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
