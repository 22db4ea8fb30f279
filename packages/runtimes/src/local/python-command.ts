import type { PythonProgram } from '../job.ts'
import { launcherEnvironment } from './launcher-environment.ts'
import { programEnvironment } from './program-environment.ts'

/** What a module is started with. */
export interface PythonCommandOptions {
  readonly owner: { readonly file: string; readonly graceSeconds?: number }
  readonly lockFile?: string | undefined
  readonly resultFile?: string | undefined
  /** Stands in the log's header. */
  readonly title: string
  readonly args: readonly string[]
  /** Beside what every program is given; it stands in no log. */
  readonly environment: Readonly<Record<string, string>>
}

/**
 * The command that runs a module with its owner. The launcher's settings are in the header of its log; packages of the
 * user's own and the folder that it is started in are not searched for modules.
 */
export function pythonCommand(
  python: string,
  { module, folder }: PythonProgram,
  { owner, lockFile, resultFile, title, args, environment }: PythonCommandOptions,
): {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
} {
  const { file, graceSeconds } = owner
  const settings = Object.entries(launcherEnvironment).map(([name, value]) => `${name}=${value}`)
  const header = [JSON.stringify(title), module, ...args.map((word) => JSON.stringify(word)), ...settings]
  const options = {
    grace: graceSeconds === undefined ? undefined : String(graceSeconds),
    lock: lockFile,
    result: resultFile,
    header: header.join(' '),
  }
  return {
    command: python,
    args: [
      // Unbuffered, so that what it writes is seen when it writes it.
      ...['-s', '-P', '-u', file],
      ...Object.entries(options).flatMap(([name, value]) =>
        value === undefined ? [] : [`--${name}`, value],
      ),
      ...['-m', module, ...args],
    ],
    env: {
      ...programEnvironment(process.env),
      ...launcherEnvironment,
      PYTHONNOUSERSITE: '1',
      PYTHONPATH: folder,
      ...environment,
    },
  }
}
