import { launcherEnvironment } from '@retable/trainer'
import type { Launcher, PythonProgram } from '../job.ts'
import { logHeader } from '../job/log-header.ts'
import { moduleWords } from '../job/module-words.ts'
import { ownerFile } from '../python/python-files.ts'
import { programEnvironment } from './program-environment.ts'

/** What a module is started with. */
export interface PythonCommandOptions {
  /** From SIGTERM to SIGKILL when its owner is gone, in seconds; SIGKILL at once if left out. */
  readonly graceSeconds?: number
  readonly lockFile?: string | undefined
  readonly resultFile?: string | undefined
  readonly inputFile?: string | undefined
  readonly threads: number
  readonly launcher?: Launcher | undefined
  /** Stands in the log's header. */
  readonly title: string
  readonly args: readonly string[]
  /** Beside what every program is given; it stands in no log. */
  readonly environment: Readonly<Record<string, string>>
}

/** A program with its arguments, and all that it sees of the environment. */
export interface PythonCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * The command that runs a module with its owner. The launcher's settings are in the header of its log; packages of the
 * user's own and the folder that it is started in are not searched for modules.
 */
export function pythonCommand(
  python: string,
  { module, folder }: Pick<PythonProgram, 'module' | 'folder'>,
  { args, title, threads, environment, launcher: by, ...settings }: PythonCommandOptions,
): PythonCommand {
  const launcher = launcherEnvironment({ threads })
  const options = {
    grace: settings.graceSeconds === undefined ? undefined : String(settings.graceSeconds),
    lock: settings.lockFile,
    result: settings.resultFile,
    input: settings.inputFile,
    header: logHeader({ title, module, args, launcher }),
  }
  return {
    command: python,
    args: [
      // Unbuffered, so that what it writes is seen when it writes it.
      ...['-s', '-P', '-u', ownerFile],
      ...Object.entries(options).flatMap(([name, value]) =>
        value === undefined ? [] : [`--${name}`, value],
      ),
      ...moduleWords({ launcher: by, module, args }),
    ],
    env: {
      ...programEnvironment(process.env),
      ...launcher,
      PYTHONPATH: folder,
      ...environment,
    },
  }
}
