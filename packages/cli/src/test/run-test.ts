import { existsSync } from 'node:fs'
import path from 'node:path'
import { RetableError } from '@retable/core'
import { pythonEnvironment } from '@retable/harness'
import { exitCodes } from '../exit-codes.ts'
import { root, storeDirectory } from '../environment.ts'
import { isAllowed } from './allowed-skips.ts'
import { runChecks } from './checks.ts'
import { leftOut, type Outcome } from './outcome.ts'
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
  const inside = folders.map(insideCheckout)
  const kinds = await kindsIn(inside)
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
  if (relative.startsWith('..') || !existsSync(path.join(root, relative))) {
    throw new RetableError(`${folder} is no folder of this checkout`, { code: 'cli/test', kind: 'usage' })
  }
  return relative
}

function print(outcomes: readonly Outcome[], json: boolean): void {
  const isCi = process.env['CI'] === 'true'
  const unexcused = isCi
    ? outcomes.flatMap((outcome) => outcome.skips).filter((skip) => !isAllowed(skip))
    : []
  const passed = sum(outcomes, (outcome) => outcome.passed)
  const failed = sum(outcomes, (outcome) => outcome.failures.length) + unexcused.length
  const skipped = sum(outcomes, (outcome) => outcome.skips.length) - unexcused.length
  process.exitCode = failed > 0 ? exitCodes.deviation : exitCodes.fine
  if (json) {
    process.stdout.write(`${JSON.stringify({ passed, failed, skipped, suites: outcomes })}\n`)
    return
  }
  const lines = outcomes.flatMap((outcome) => [
    `${outcome.suite}: ${outcome.passed} passed, ${outcome.failures.length} failed, ${outcome.skips.length} skipped`,
    ...outcome.skips.map((skip) => `  skipped: ${skip.name}: ${skip.reason}`),
    ...outcome.failures.map((failure) => `  FAILED ${failure.replaceAll('\n', '\n    ')}`),
  ])
  if (unexcused.length > 0) {
    lines.push(
      'With CI=true these count as failures:',
      ...unexcused.map((skip) => `  ${skip.name}: ${skip.reason}`),
    )
  }
  process.stdout.write(`${lines.join('\n')}\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
}

function sum(outcomes: readonly Outcome[], value: (outcome: Outcome) => number): number {
  return outcomes.reduce((total, outcome) => total + value(outcome), 0)
}

function say(what: string): void {
  process.stderr.write(`running: ${what}\n`)
}
