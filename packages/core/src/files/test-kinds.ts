/** The kinds of tests, told apart by their files' names, in the order in which they are told of. */
export const testKinds = ['unit', 'golden', 'parity', 'containers', 'slurm', 'nightly'] as const

/** One kind of tests. */
export type TestKind = (typeof testKinds)[number]

/** The kind of a test file: of `x.golden.test.ts` it is golden, and so on; where nothing is named, unit. */
export function kindOf(file: string): TestKind {
  const [, word] = /\.([a-z]+)\.test\.ts$/.exec(file) ?? []
  return testKinds.find((kind) => kind === word && kind !== 'unit') ?? 'unit'
}

/**
 * A test file's name in that of its target: its path without what tells its kind.
 *
 * @param file - below its package
 */
export function partOf(file: string): string {
  return file.replace(/(?:\.[a-z]+)?\.test\.ts$/, '').replaceAll('/', '-')
}
