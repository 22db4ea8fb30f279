import { spawn } from 'node:child_process'
import type { ExecutorContext, TaskGraph } from '@nx/devkit'

/** Options of the executor. */
export interface CheckOptions {
  /** The target, as `./retable test --only` takes it. */
  readonly check: string
  /** The project's folder. */
  readonly project: string
}

/** Runs a check of one project. */
export async function runCheck(
  { check, project }: CheckOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const [{ success } = { success: false }] = await checked(check, [project], context.root)
  return { success }
}

/** Runs checks of several projects, each check once over all of its projects. */
export async function* runCheckOfEach(
  tasks: TaskGraph,
  inputs: Readonly<Record<string, CheckOptions>>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<{ task: string; result: { success: boolean; terminalOutput: string } }> {
  const ids = Map.groupBy(Object.keys(tasks.tasks), (id) => inputs[id]!.check)
  for (const [check, of] of ids) {
    const results = await checked(
      check,
      of.map((id) => inputs[id]!.project),
      root,
    )
    for (const [i, task] of of.entries()) {
      const { success, text } = results[i]!
      yield { task, result: { success, terminalOutput: text } }
    }
  }
}

/** What the CLI found of each project, in order. */
async function checked(
  check: string,
  projects: readonly string[],
  root: string,
): Promise<{ readonly success: boolean; readonly text: string }[]> {
  const words = ['packages/cli/src/main.ts', 'test', ...projects, '--only', check, '--json']
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  // Whatever ends this process ends the check too.
  const stop = () => child.kill()
  process.once('SIGTERM', stop).once('SIGINT', stop)
  await new Promise((resolve) => child.once('close', resolve))
  process.removeListener('SIGTERM', stop).removeListener('SIGINT', stop)
  const output = Buffer.concat(chunks).toString()
  try {
    const { projects: found } = JSON.parse(output) as CheckedProjects
    return projects.map((project) => found[project] ?? { success: false, text: output })
  } catch {
    return projects.map(() => ({ success: false, text: output }))
  }
}

/** What the CLI prints of a check with `--json`. */
interface CheckedProjects {
  readonly projects: Readonly<Record<string, { readonly success: boolean; readonly text: string }>>
}
