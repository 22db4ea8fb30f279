import { CliError } from '../../../errors.ts'
import { runProgram, tool } from '../checks/program.ts'
import { gateTargets, type GateTarget } from './targets.ts'

/** One target of one project that Nx will run. */
export interface PlannedTarget {
  readonly target: GateTarget
  /** The project's folder, relative to the checkout. */
  readonly project: string
}

/** The gate's targets that there are, by target and project. */
export async function plannedTargets(
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PlannedTarget[]> {
  const words = ['run-many', '--targets', gateTargets.join(), '--graph', 'stdout']
  const { exitCode, all, stdout } = await runProgram(tool('nx/dist/bin/nx.js', ...words), signal, { env })
  if (exitCode !== 0)
    throw new CliError('cli/test', `Nx cannot tell the targets\n${all}`, { kind: 'environment' })
  const { tasks } = JSON.parse(stdout) as TaskGraphFile
  const order = (of: PlannedTarget) => gateTargets.indexOf(of.target)
  return Object.values(tasks.tasks)
    .map(({ target, projectRoot }) => ({ target: target.target, project: projectRoot }))
    .toSorted((a, b) => order(a) - order(b) || (a.project < b.project ? -1 : 1))
}

/** What Nx prints of the tasks that it would run, as far as it is read here. */
interface TaskGraphFile {
  readonly tasks: {
    readonly tasks: Readonly<
      Record<string, { readonly target: { readonly target: GateTarget }; readonly projectRoot: string }>
    >
  }
}
