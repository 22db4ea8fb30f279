/** What a command ended with. */
export interface CommandEnd {
  /** Undefined where it could not be started. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** A project of compose: one container, with its file. */
export interface Project {
  /** Also the container's name. */
  readonly name: string
  /** Holds its compose.yaml. */
  readonly folder: string
}

/** A container engine with compose. */
export interface Engine {
  /** Of the engine, for instance `28.2.2`. */
  readonly version: string
  /** For instance `docker compose 2.36.0` or `docker-compose 1.29.2`. */
  readonly compose: string
  /** Whether root of a container is the user that the engine runs as. */
  readonly isRootless: boolean
  /** Variables that docker's commands are given. */
  readonly env: Readonly<Record<string, string>>
  /** Runs `docker`; never rejects but for the signal's reason. */
  readonly docker: (args: readonly string[], signal?: AbortSignal) => Promise<CommandEnd>
  /** Makes and starts a project's container; never rejects. */
  readonly up: (project: Project) => Promise<CommandEnd>
  /** Removes a project's container and network; never rejects. */
  readonly down: (project: Project) => Promise<CommandEnd>
  /** Compose's own reading of a project's file; never rejects. */
  readonly config: (project: Project) => Promise<CommandEnd>
}

/** The name of a project's file in its folder. */
export const composeFile = 'compose.yaml'

/** The name of what compose reads in place of a file .env: there is nothing in it. */
export const variablesFile = 'compose.env'
