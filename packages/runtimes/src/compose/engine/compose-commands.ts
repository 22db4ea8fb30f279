import type * as npmCompose from 'docker-compose'
import { composeFile, variablesFile, type CommandEnd, type Engine, type Project } from './engine.ts'

/** Which compose there is. */
export interface Launcher {
  /** For instance `docker-compose 1.29.2`. */
  readonly title: string
  /** Whether it is a program of its own, and not one of docker's commands. */
  readonly isStandalone: boolean
}

/** Compose's commands for a project, by npm's docker-compose. */
export function composeCommands(
  { isStandalone }: Launcher,
  env: Readonly<Record<string, string>>,
): Pick<Engine, 'up' | 'down' | 'config'> {
  const optionsOf = ({ name, folder }: Project): npmCompose.IDockerComposeOptions => ({
    cwd: folder,
    config: composeFile,
    // A file .env that lies in the folder by chance has no say.
    composeOptions: ['--project-name', name, '--project-directory', folder, '--env-file', variablesFile],
    ...(isStandalone ? { executable: { standalone: true } } : {}),
    env: { ...env },
    log: false,
  })
  const call = async (
    command: (commands: Commands) => Promise<npmCompose.IDockerComposeResult>,
  ): Promise<CommandEnd> => {
    // Loaded where something is started: it takes its time.
    const { upAll, downAll, config } = await import('docker-compose')
    return command({ upAll, downAll, config }).then(endOf, endOf)
  }
  return {
    up: (project) => call(({ upAll }) => upAll(optionsOf(project))),
    down: (project) => call(({ downAll }) => downAll(optionsOf(project))),
    config: (project) => call(({ config }) => config(optionsOf(project))),
  }
}

type Commands = Pick<typeof npmCompose, 'upAll' | 'downAll' | 'config'>

/** A failure is rejected with what it ended with; one to start, with an error. */
function endOf(end: unknown): CommandEnd {
  if (end instanceof Error) return { exitCode: undefined, stdout: '', stderr: end.message }
  const { exitCode, out, err } = end as npmCompose.IDockerComposeResult
  return { exitCode: exitCode ?? undefined, stdout: out, stderr: err }
}
