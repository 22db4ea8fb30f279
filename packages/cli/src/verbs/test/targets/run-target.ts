import type { TestKind } from '@retable/core/test-kinds'
import { CliError } from '../../../errors.ts'
import { checkEach } from '../checks/check-each.ts'
import { generatorsIn, quick, typecheck } from '../checks/checks.ts'
import { requireCurrentRun } from './current-run.ts'
import { outcomeFile, writeOutcomes } from './outcome-file.ts'
import type { Outcome } from '../outcome.ts'
import { runChecks } from '../checks/run-checks.ts'
import { runTests } from '../suites/run-tests.ts'
import { say } from '../say.ts'
import { targetNames, targetOf, type Target, type TargetKind } from './targets.ts'

/**
 * Does what a target stands for, of some projects, and writes the outcome of each where Nx finds it.
 *
 * @param projects - their folders, relative to the checkout; `.` for what belongs to no package
 */
export async function runTarget(
  projects: readonly string[],
  word: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Outcome[]>> {
  const target = targetOf(word)
  if (target === undefined) {
    throw new CliError('cli/test', `${word} is no target; there are ${targetNames.join(', ')}`)
  }
  await requireCurrentRun()
  say(`${target.name} of ${projects.length > 1 ? `${projects.length} projects` : projects.join()}`)
  const found = new Map<string, readonly Outcome[]>()
  const { kind, name } = target
  const begun = performance.now()
  if (kind === 'lint' || kind === 'format') {
    const each = await checkEach(kind, projects, signal)
    for (const [i, project] of projects.entries()) found.set(project, [each[i]!])
  } else {
    for (const project of projects) found.set(project, await outcomesOf(project, target, signal))
  }
  const seconds = (performance.now() - begun) / 1000 / found.size
  for (const [project, outcomes] of found) {
    await writeOutcomes(outcomeFile(project, name), outcomes, seconds)
  }
  return found
}

async function outcomesOf(
  project: string,
  { kind, part }: Target,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const tests = testsOf[kind]
  if (tests !== undefined) return runTests({ folders: [project], kinds: [tests], part, signal })
  switch (kind) {
    case 'typecheck':
      return runChecks([typecheck(project)], signal)
    case 'generated':
      return runChecks(await generatorsIn(project), signal)
    case 'quick':
      return runChecks([quick(project)], signal)
    default: {
      // They load the harness, which other targets need not wait for.
      const { remakeAll, remakeTouched } = await import('../checks/run-remakes.ts')
      return kind === 'remake' ? remakeTouched(project, signal) : remakeAll(project, signal)
    }
  }
}

const testsOf: Partial<Record<TargetKind, TestKind>> = {
  test: 'unit',
  'test:golden': 'golden',
  'test:parity': 'parity',
  'test:containers': 'containers',
  'test:slurm': 'slurm',
  'test:nightly': 'nightly',
}
