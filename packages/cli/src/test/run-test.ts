import { statSync } from 'node:fs'
import path from 'node:path'
import { RetableError } from '@retable/core'
import { pythonEnvironment } from '@retable/harness'
import { exitCodes } from '../exit-codes.ts'
import { root, storeDirectory } from '../environment.ts'
import { CliError } from '../errors.ts'
import { runChecks } from './checks.ts'
import { leftOut, type Outcome } from './outcome.ts'
import { summaryOf } from './summary.ts'
import { kindsIn, runVitest, type TestKind } from './vitest-run.ts'

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
  const checking = request.folders.length > 0 ? [] : runChecks({ ...request, signal, onStart: say })
  // With --write the checks change files that tests read, so they go first.
  if (request.write) await checking
  const [checks, tests] = await Promise.all([checking, runTests(request.folders, signal)])
  print([...checks, ...tests], request.json)
}

async function runTests(folders: readonly string[], signal: AbortSignal): Promise<Outcome[]> {
  // The checkout itself is as good as no folder.
  const inside = folders.map(insideCheckout).filter((folder) => folder !== '')
  const kinds = await kindsIn(inside)
  if (kinds.size === 0) throw new CliError('cli/test', `there are no tests in ${folders.join(', ')}`)
  const leaves: Outcome[] = []
  const leave = (kind: TestKind, reason: string) => {
    if (kinds.delete(kind)) leaves.push(leftOut(kind, reason))
  }
  const unset = ['RETABLE_GOLDEN', 'RETABLE_MIRROR'].filter((name) => !process.env[name])
  if (unset.length > 0) {
    const reason = `${unset.join(' and ')} ${unset.length > 1 ? 'name' : 'names'} no folder of published raw outputs`
    leave('golden', reason)
    leave('parity', reason)
  }
  const env: Record<string, string> = {}
  if (kinds.has('parity')) {
    say('Python packages for parity tests')
    try {
      env['RETABLE_PYTHON'] = await pythonEnvironment({
        lockFile: path.join(root, 'packages/evaluators/parity/requirements.lock'),
        directory: path.join(storeDirectory(), 'python'),
        minorVersion: 11,
        signal,
      })
    } catch (error) {
      if (!(error instanceof RetableError)) throw error
      leave('parity', error.message)
    }
  }
  say('tests')
  return [...(await runVitest({ kinds, folders: inside, env, signal })), ...leaves]
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

function say(what: string): void {
  process.stderr.write(`running: ${what}\n`)
}
