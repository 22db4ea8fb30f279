import { CliError } from '../../../errors.ts'
import { leftOut, type Outcome } from '../outcome.ts'
import type { ParityPreparation } from './prepare-parity.ts'
import { say } from '../say.ts'
import { foldersOf, kindOf, testFilesIn, type TestKind } from './test-files.ts'
import { runVitest } from './vitest-run.ts'

/** Runs the tests that stand in folders of the checkout, of some kinds; what this machine cannot run is left out. */
export async function runTests(options: {
  /** Relative to the checkout; all of it if there are none. */
  readonly folders: readonly string[]
  readonly kinds: readonly TestKind[]
  readonly signal: AbortSignal
}): Promise<Outcome[]> {
  const { folders, kinds, signal } = options
  const found = (await testFilesIn(folders)).filter((file) => kinds.includes(kindOf(file))).toSorted()
  if (found.length === 0) throw new CliError('cli/test', `there are no tests in ${folders.join(', ')}`)
  const of = (kind: TestKind) => found.filter((file) => kindOf(file) === kind)
  const unset = ['RETABLE_GOLDEN', 'RETABLE_MIRROR'].filter((name) => !process.env[name])
  const noOutputs =
    unset.length > 0
      ? `${unset.join(' and ')} ${unset.length > 1 ? 'name' : 'names'} no folder of published raw outputs`
      : null
  const golden = noOutputs === null ? of('golden') : []
  const leaves =
    noOutputs === null
      ? []
      : foldersOf(of('golden')).map((folder) => leftOut('golden', noOutputs, `golden of ${folder}`))
  const parity = await preparedParity(of('parity'), { noOutputs, signal })
  leaves.push(...parity.leftOut.map(({ folder, reason }) => leftOut('parity', reason, `parity of ${folder}`)))
  const without = new Set(parity.leftOut.map(({ folder }) => folder))
  const runnable = of('parity').filter((file) => foldersOf([file]).every((folder) => !without.has(folder)))
  say('tests')
  const files = [...of('unit'), ...golden, ...runnable]
  return [...(files.length > 0 ? await runVitest({ files, env: parity.env, signal }) : []), ...leaves]
}

async function preparedParity(
  files: readonly string[],
  options: { readonly noOutputs: string | null; readonly signal: AbortSignal },
): Promise<ParityPreparation> {
  if (files.length === 0) return { env: {}, leftOut: [] }
  // It loads the harness, which other tests need not wait for.
  const { prepareParity } = await import('./prepare-parity.ts')
  return prepareParity(files, options)
}
