import path from 'node:path'
import { RetableError } from '@retable/core'
import { exitCodes } from '../exit-codes.ts'
import { root } from '../environment.ts'
import { isAllowed } from './allowed-skips.ts'
import { runChecks } from './checks.ts'
import { leftOut, type Outcome } from './outcome.ts'
import { pythonEnvironment } from './python-environment.ts'
import { runVitest, type TestKind } from './vitest-run.ts'

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
  const kinds: TestKind[] = ['unit']
  const missing: Outcome[] = []
  const unset = ['RETABLE_GOLDEN', 'RETABLE_MIRROR'].filter((name) => !process.env[name])
  if (unset.length === 0) kinds.push('golden', 'parity')
  else {
    const reason = `${unset.join(' and ')} ${unset.length > 1 ? 'name' : 'names'} no folder of published raw outputs`
    missing.push(leftOut('golden', reason), leftOut('parity', reason))
  }
  const env: Record<string, string> = {}
  if (kinds.includes('parity')) {
    say('Python packages for parity tests')
    const environment = await pythonEnvironment(signal)
    if ('python' in environment) env['RETABLE_PYTHON'] = environment.python
    else {
      kinds.splice(kinds.indexOf('parity'), 1)
      missing.push(leftOut('parity', environment.reason))
    }
  }
  const inside = folders.map((folder) => path.relative(root, path.resolve(folder)))
  const outside = inside.find((folder) => folder.startsWith('..'))
  if (outside !== undefined) {
    throw new RetableError(`${outside} is outside this checkout`, { code: 'cli/test', kind: 'usage' })
  }
  say('tests')
  return [...(await runVitest({ kinds, folders: inside, env, signal })), ...missing]
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
