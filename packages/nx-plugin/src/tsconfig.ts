import path from 'node:path'

/**
 * The tsconfig.json of a package: its own sources are checked, and of the packages that it uses only their declarations
 * are read.
 *
 * @param folder - for instance `packages/stats`; `.` for the files above all packages
 * @param used - folders of the packages that it names as dependencies
 */
export function tsconfigOf(folder: string, used: readonly string[]): string {
  const to = (other: string) => path.posix.relative(folder, other)
  const config = {
    extends: to('tsconfig.base.json'),
    compilerOptions: { outDir: to(typesFolder(folder)) },
    ...(used.length > 0 ? { references: used.map((other) => ({ path: to(other) })) } : {}),
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

/** Where a package's declarations are written, for those that use it; ignored by git. */
export function typesFolder(folder: string): string {
  return `.retable/types/${folder === '.' ? 'workspace' : folder}`
}
