import { statSync } from 'node:fs'
import path from 'node:path'
import { kindOf } from '@retable/core/test-kinds'
import { isAllowed } from './allowed-skips.ts'
import { exitCodes } from '../../exit-codes.ts'
import { CliError } from '../../errors.ts'
import { root } from '../../root.ts'
import { joined, type Outcome } from './outcome.ts'
import { mend, renewable, runChecks } from './checks/run-checks.ts'
import { runTarget } from './targets/run-target.ts'
import { runTargets } from './targets/run-targets.ts'
import { runTests } from './suites/run-tests.ts'
import { everyRunKinds, testFilesIn } from './suites/test-files.ts'
import { summaryOf } from './summary.ts'

/** Options of `retable test`. */
export interface TestRequest {
  readonly folders: readonly string[]
  readonly json: boolean
  readonly write: boolean
  /** One of the gate's targets, of the project that is named as a folder. */
  readonly only: string | undefined
}

/**
 * Runs the gate's targets by Nx, or the tests of some folders, and prints one line a suite, in a fixed order and without
 * times. Exit code 1 if anything failed.
 */
export async function runTest(request: TestRequest, signal: AbortSignal): Promise<void> {
  const { write, json } = request
  const folders = request.folders.map(insideCheckout)
  if (request.only !== undefined) {
    if (folders.length === 0) throw new CliError('cli/test', '--only wants the folder of a project')
    return printEach(await runTarget(folders, request.only, signal), json)
  }
  // The checkout itself is as good as no folder.
  const inside = folders.filter((folder) => folder !== '.')
  // Tests read what is renewed, so that goes first.
  const renewed = write ? await renewable(folders) : []
  await mend(renewed, signal)
  if (folders.length === 0) {
    const { outcomes, cached, targets } = await runTargets(signal)
    const night = (await testFilesIn([])).filter((file) => kindOf(file) === 'nightly').toSorted()
    return print(outcomes, { json, targets: { cached, targets, night } })
  }
  const found = await runTests({ folders: inside, kinds: everyRunKinds, signal })
  print([...(await runChecks(renewed, signal)), ...found], { json })
}

/** The folder relative to the checkout, as Vitest's filters take it. */
function insideCheckout(folder: string): string {
  const relative = path.relative(root, path.resolve(folder))
  const isFolder = statSync(path.join(root, relative), { throwIfNoEntry: false })?.isDirectory() === true
  if (relative.startsWith('..') || !isFolder) {
    throw new CliError('cli/test', `${folder} is no folder of this checkout`)
  }
  return relative || '.'
}

/** Of targets that Nx runs: what it shows of each, and whether it keeps it. */
function printEach(found: ReadonlyMap<string, readonly Outcome[]>, json: boolean): void {
  const projects = [...found].map(([project, outcomes]) => {
    const { failed, lines } = summaryOf(joined(outcomes), { isCi: false })
    // Not what another machine, or this one with more on it, could run.
    const isWhole = outcomes.every(({ skips }) => skips.every(isAllowed))
    return [project, { success: failed === 0 && isWhole, text: `${lines.join('\n')}\n` }] as const
  })
  const isFine = projects.every(([, { success }]) => success)
  process.exitCode = isFine ? exitCodes.fine : exitCodes.deviation
  const text = json
    ? `${JSON.stringify({ projects: Object.fromEntries(projects) })}\n`
    : projects.map(([, of]) => of.text).join('')
  process.stdout.write(text)
}

function print(
  outcomes: readonly Outcome[],
  options: {
    readonly json: boolean
    readonly targets?: {
      readonly cached: number
      readonly targets: number
      /** Test files that only the night runs. */
      readonly night: readonly string[]
    }
  },
): void {
  const { json, targets } = options
  const suites = joined(outcomes)
  const { passed, failed, skipped, lines } = summaryOf(suites, { isCi: process.env['CI'] === 'true' })
  process.exitCode = failed > 0 ? exitCodes.deviation : exitCodes.fine
  const cached = targets
    ? [
        `left to ./retable nx nightly: the mutation score, every recorded first seed, ${targets.night.join(', ')}`,
        `${targets.cached} of ${targets.targets} targets from the cache`,
      ]
    : []
  const text = json
    ? JSON.stringify({ passed, failed, skipped, suites, ...targets })
    : [...lines, ...cached, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n')
  process.stdout.write(`${text}\n`)
}
