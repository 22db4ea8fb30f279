import { CliError } from '../../../errors.ts'
import { runProgram, tool } from '../checks/program.ts'
import { placeOf, targetOf, type Target } from './targets.ts'

/** One target of one project that Nx will run. */
export interface PlannedTarget {
  readonly target: Target
  /** The project's folder, relative to the checkout. */
  readonly project: string
  /** What starts it, where that is a command. */
  readonly command: string | undefined
  /** About how long it takes. */
  readonly seconds: number
}

/** The gate's targets that there are, by target and project. */
export async function plannedTargets(
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<PlannedTarget[]> {
  const { exitCode, all, stdout } = await runProgram(tool('nx/dist/bin/nx.js', 'graph', '--print'), signal, {
    env,
  })
  if (exitCode !== 0)
    throw new CliError('cli/test', `Nx cannot tell the targets\n${all}`, { kind: 'environment' })
  const { graph } = JSON.parse(stdout) as ProjectGraphFile
  const planned = Object.values(graph.nodes).flatMap(({ data: { root: project, targets = {} } }) =>
    Object.entries(targets).flatMap(([name, { options, metadata }]) => {
      const target = targetOf(name)
      const at = target && placeOf(target)
      if (target === undefined || at === undefined) return []
      return [{ at, target, project, command: options?.command, seconds: metadata?.seconds ?? 0 }]
    }),
  )
  return planned.toSorted(
    (a, b) => a.at - b.at || compared(a.project, b.project) || compared(a.target.name, b.target.name),
  )
}

function compared(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** What Nx prints of the projects, as far as it is read here. */
interface ProjectGraphFile {
  readonly graph: {
    readonly nodes: Readonly<
      Record<
        string,
        {
          readonly data: {
            readonly root: string
            readonly targets?: Readonly<
              Record<
                string,
                {
                  readonly options?: { readonly command?: string }
                  readonly metadata?: { readonly seconds?: number }
                }
              >
            >
          }
        }
      >
    >
  }
}
