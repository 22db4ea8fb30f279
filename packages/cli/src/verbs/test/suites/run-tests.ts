import { kindOf, partOf, type TestKind } from '@retable/core/test-kinds'
import { CliError } from '../../../errors.ts'
import { leftOut, type Outcome } from '../outcome.ts'
import type { ParityPreparation } from './prepare-parity.ts'
import { say } from '../say.ts'
import { servicesOf, whyNotStarted } from './test-services.ts'
import { foldersOf, inPackage, testFilesIn } from './test-files.ts'
import { runVitest } from './vitest-run.ts'

/** Runs the tests that stand in folders of the checkout, of some kinds; what this machine cannot run is left out. */
export async function runTests(options: {
  /** Relative to the checkout; all of it if there are none. */
  readonly folders: readonly string[]
  readonly kinds: readonly TestKind[]
  /** Of one file alone, by its name in that of a target; all where it is left out. */
  readonly part?: string | null
  readonly signal: AbortSignal
}): Promise<Outcome[]> {
  const { folders, kinds, part = null, signal } = options
  const found = (await testFilesIn(folders))
    .filter((file) => kinds.includes(kindOf(file)) && (part === null || partOf(inPackage(file)) === part))
    .toSorted()
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
  const started = byEngines([...of('containers'), ...of('slurm'), ...of('nightly')])
  leaves.push(...started.leftOut)
  say('tests')
  const files = [...of('unit'), ...golden, ...runnable, ...started.runnable]
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

/** Splits tests that start services into those that this machine can run, and one outcome for each project and reason. */
function byEngines(files: readonly string[]): {
  readonly runnable: readonly string[]
  readonly leftOut: readonly Outcome[]
} {
  const reasonOf = (file: string) =>
    servicesOf(file)
      .map((service) => whyNotStarted(service))
      .find((reason) => reason !== null) ?? null
  const reasons = new Map(files.map((file) => [file, reasonOf(file)]))
  const left = Map.groupBy(
    files.filter((file) => reasons.get(file) !== null),
    (file) => JSON.stringify([kindOf(file), foldersOf([file])[0], reasons.get(file)]),
  )
  return {
    runnable: files.filter((file) => reasons.get(file) === null),
    leftOut: [...left.keys()].map((key) => {
      const [kind, folder, reason] = JSON.parse(key) as readonly [TestKind, string, string]
      return leftOut(kind, reason, `${kind} of ${folder}`)
    }),
  }
}
