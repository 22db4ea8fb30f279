import { statSync } from 'node:fs'
import path from 'node:path'
import { exitCodes } from '../exit-codes.ts'
import { root } from '../environment.ts'
import { CliError } from '../errors.ts'
import { runChecks } from './checks.ts'
import { leftOut, type Outcome } from './outcome.ts'
import { prepareParity } from './prepare-parity.ts'
import { say } from './say.ts'
import { summaryOf } from './summary.ts'
import { kindOf, runVitest, testFilesIn } from './vitest-run.ts'

/** Options of `retable test`. */
export interface TestRequest {
  readonly folders: readonly string[]
  readonly json: boolean
  readonly write: boolean
}

/**
 * Runs the checks and the tests side by side and prints one line a suite, in a fixed order and without times, so that
 * two runs print the same. Exit code 1 if anything failed.
 */
export async function runTest(request: TestRequest, signal: AbortSignal): Promise<void> {
  // If one half cannot go on, the other is stopped; either way nothing of it outlives this process.
  const failure = new AbortController()
  const either = AbortSignal.any([signal, failure.signal])
  const { write } = request
  const folders = request.folders.map((folder) => insideCheckout(folder) || '.')
  const checking =
    folders.length > 0 && !write
      ? Promise.resolve([])
      : runChecks({ folders, write, signal: either, onStart: say })
  // With --write the checks change files that tests read, so they go first.
  if (write) await checking
  const halves = [checking, runTests(request.folders, either)]
  const outcomes = await Promise.all(halves).catch(async (error: unknown) => {
    failure.abort(error)
    await Promise.allSettled(halves)
    throw error
  })
  signal.throwIfAborted()
  print(outcomes.flat(), request.json)
}

async function runTests(folders: readonly string[], signal: AbortSignal): Promise<Outcome[]> {
  // The checkout itself is as good as no folder.
  const inside = folders.map(insideCheckout).filter((folder) => folder !== '')
  const files = await testFilesIn(inside)
  if (files.length === 0) throw new CliError('cli/test', `there are no tests in ${folders.join(', ')}`)
  const kinds = new Set(files.map(kindOf))
  const leaves: Outcome[] = []
  const unset = ['RETABLE_GOLDEN', 'RETABLE_MIRROR'].filter((name) => !process.env[name])
  const noOutputs = `${unset.join(' and ')} ${unset.length > 1 ? 'name' : 'names'} no folder of published raw outputs`
  if (unset.length > 0 && kinds.delete('golden')) leaves.push(leftOut('golden', noOutputs))
  const parity = await prepareParity(
    files.filter((file) => kindOf(file) === 'parity'),
    { noOutputs: unset.length > 0 ? noOutputs : null, signal },
  )
  leaves.push(...parity.leftOut.map(({ folder, reason }) => leftOut(`parity of ${folder}`, reason)))
  const withoutParity = parity.leftOut.map(({ folder }) => folder)
  say('tests')
  const { env } = parity
  return [...(await runVitest({ kinds, folders: inside, withoutParity, env, signal })), ...leaves]
}

/** The folder relative to the checkout, as Vitest's filters take it. */
function insideCheckout(folder: string): string {
  const relative = path.relative(root, path.resolve(folder))
  const isFolder = statSync(path.join(root, relative), { throwIfNoEntry: false })?.isDirectory() === true
  if (relative.startsWith('..') || !isFolder) {
    throw new CliError('cli/test', `${folder} is no folder of this checkout`)
  }
  return relative
}

function print(outcomes: readonly Outcome[], json: boolean): void {
  const { passed, failed, skipped, lines } = summaryOf(outcomes, { isCi: process.env['CI'] === 'true' })
  process.exitCode = failed > 0 ? exitCodes.deviation : exitCodes.fine
  const text = json
    ? JSON.stringify({ passed, failed, skipped, suites: outcomes })
    : [...lines, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n')
  process.stdout.write(`${text}\n`)
}
