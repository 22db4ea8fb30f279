import { RuntimeError } from '../../errors.ts'
import { loadExeca } from '../../python/load-execa.ts'
import { composeCommands } from './compose-commands.ts'
import type { CommandEnd, Engine } from './engine.ts'
import { lastLine } from './last-line.ts'
import { composeIn, composePrograms, engineEnvironment, engineIn, engineWords } from './versions.ts'

/**
 * Finds docker and its compose, of version 2 (`docker compose`) or 1 (`docker-compose`).
 *
 * @throws RuntimeError `runtimes/no-containers` where no engine answers, `runtimes/no-compose`
 */
export async function findEngine(host?: string): Promise<Engine> {
  const env = engineEnvironment(process.env, host)
  const execa = await loadExeca()
  const run = async (command: string, args: readonly string[], signal?: AbortSignal): Promise<CommandEnd> => {
    const end = await execa(command, args, {
      env,
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      // Ctrl-C in the terminal reaches it through its owner only.
      detached: true,
      ...(signal ? { cancelSignal: signal } : {}),
    })
    signal?.throwIfAborted()
    return { exitCode: end.exitCode, stdout: end.stdout, stderr: end.stderr || (end.originalMessage ?? '') }
  }
  const docker = (args: readonly string[], signal?: AbortSignal) => run('docker', args, signal)
  const [found, ...composes] = await Promise.all([
    docker(engineWords),
    ...composePrograms.map(({ program, words }) => run(program, words)),
  ])
  const engine = engineIn(found.stdout)
  if (engine === undefined) throw noEngine(found)
  const compose = composeIn(composes.map(({ exitCode, stdout }) => (exitCode === 0 ? stdout : undefined)))
  if (typeof compose === 'string') {
    throw new RuntimeError(
      'runtimes/no-compose',
      `docker is here, and no compose (${compose}): install Docker's compose plugin (docker compose), or a newer docker-compose`,
    )
  }
  const launcher = { title: `${compose.name} ${compose.version}`, isStandalone: compose.isStandalone }
  return {
    version: engine.version,
    compose: launcher.title,
    isRootless: engine.isRootless,
    env,
    docker,
    ...composeCommands(launcher, env),
  }
}

function noEngine({ exitCode, stderr }: CommandEnd): RuntimeError {
  return new RuntimeError(
    'runtimes/no-containers',
    exitCode === undefined
      ? 'there is no docker command here: install Docker with compose, or run it without containers (--runtime local)'
      : `the container engine does not answer (${lastLine(stderr) ?? 'it says nothing'}): start it, name it in DOCKER_HOST, or run it without containers (--runtime local)`,
  )
}
