import path from 'node:path'
import { CliError } from '../../errors.ts'
import { format, generatorsIn, lint, remakes, typecheck } from '../checks/checks.ts'
import { requireCurrentRun } from './current-run.ts'
import { outcomeFile, writeOutcomes } from './outcome-file.ts'
import type { Outcome } from '../outcome.ts'
import { runChecks } from '../checks/run-checks.ts'
import { runTests } from '../suites/run-tests.ts'
import { say } from '../say.ts'
import { gateTargets, type GateTarget } from './targets.ts'
import type { TestKind } from '../suites/test-files.ts'

/**
 * Does what one of the gate's targets stands for, of one project, and writes its outcome where Nx finds it.
 *
 * @param project - its folder, relative to the checkout; `.` for what belongs to no package
 */
export async function runTarget(project: string, word: string, signal: AbortSignal): Promise<Outcome[]> {
  const target = gateTargets.find((known) => known === word)
  if (target === undefined) {
    throw new CliError('cli/test', `${word} is no target; there are ${gateTargets.join(', ')}`)
  }
  await requireCurrentRun()
  say(`${target} of ${project === '.' ? 'what belongs to no package' : project}`)
  const outcomes = await outcomesOf(path.posix.normalize(project), target, signal)
  await writeOutcomes(outcomeFile(project, target), outcomes)
  return outcomes
}

async function outcomesOf(project: string, target: GateTarget, signal: AbortSignal): Promise<Outcome[]> {
  const kind = testKinds[target]
  if (kind !== undefined) return runTests({ folders: [project], kinds: [kind], signal })
  return runChecks(await checksOf(project, target), signal)
}

const testKinds: Partial<Record<GateTarget, TestKind>> = {
  test: 'unit',
  'test:golden': 'golden',
  'test:parity': 'parity',
}

async function checksOf(project: string, target: GateTarget) {
  switch (target) {
    case 'typecheck':
      return [typecheck(project)]
    case 'lint':
      return [lint(project)]
    case 'format':
      return [format([project])]
    case 'generated':
      return generatorsIn(project)
    default:
      return remakes(project)
  }
}
