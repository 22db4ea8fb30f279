import { glob } from 'node:fs/promises'
import path from 'node:path'
import { testKinds, type TestKind } from '@retable/core/test-kinds'
import { root } from '../../../root.ts'

/** What every change is held to; the others take too long for that. */
export const everyRunKinds: readonly TestKind[] = testKinds.filter((kind) => kind !== 'nightly')

/** The test files that stand in some folders of the checkout; in all folders if none is named. */
export async function testFilesIn(folders: readonly string[]): Promise<string[]> {
  const exclude = (entry: string) => ['node_modules', 'fixtures'].includes(path.basename(entry))
  const patterns = (folders.length > 0 ? folders : ['packages', 'experiments', 'reproductions']).map(
    (folder) => `${folder}/**/*.test.ts`,
  )
  return Array.fromAsync(glob(patterns, { cwd: root, exclude }))
}

/** A file's path below its package. */
export function inPackage(file: string): string {
  return file.split('/').slice(2).join('/')
}

/** The packages that files stand in. */
export function foldersOf(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => file.split('/').slice(0, 2).join('/')))].toSorted()
}
