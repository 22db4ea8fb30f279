import { RuntimeError } from '../../errors.ts'
import { loadExeca } from '../../python/load-execa.ts'
import { composeCommands, type Launcher } from './compose-commands.ts'
import type { CommandEnd, Engine } from './engine.ts'
import { lastLine } from './last-line.ts'

/** Before it, the key that gives a container GPUs is unknown. */
export const oldestStandalone = [1, 28] as const
const passed =
  /^(?:PATH|HOME|TMPDIR|XDG_RUNTIME_DIR|SSH_AUTH_SOCK|DOCKER_(?!DEFAULT_PLATFORM).*|(?:https?|no|all)_proxy)$/i

/**
 * Finds docker and its compose, of version 2 (`docker compose`) or 1 (`docker-compose`).
 *
 * @throws RuntimeError `runtimes/no-containers` where no engine answers, `runtimes/no-compose`
 */
export async function findEngine(host?: string): Promise<Engine> {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...(host === undefined ? {} : { DOCKER_HOST: host }) }).flatMap(
      ([name, value]) => (value !== undefined && passed.test(name) ? [[name, value]] : []),
    ),
  )
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
  const [found, launcher] = await Promise.all([
    docker(['info', '--format', '{{.ServerVersion}} {{json .SecurityOptions}}']),
    findCompose(run),
  ])
  // `info` ends well where only its client is there.
  const [, version, security = ''] = /^(\d\S*) (.*)$/s.exec(found.stdout.trim()) ?? []
  if (version === undefined) throw noEngine(found)
  if (launcher === undefined) {
    throw new RuntimeError(
      'runtimes/no-compose',
      `docker is here, and no compose: install Docker's compose plugin (docker compose), or docker-compose ${oldestStandalone.join('.')} or newer`,
    )
  }
  return {
    version,
    compose: launcher.title,
    isRootless: security.includes('name=rootless'),
    env,
    docker,
    ...composeCommands(launcher, env),
  }
}

type Run = (command: string, args: readonly string[]) => Promise<CommandEnd>

async function findCompose(run: Run): Promise<Launcher | undefined> {
  const plugin = await run('docker', ['compose', 'version', '--short'])
  if (plugin.exitCode === 0) return { title: `docker compose ${plugin.stdout.trim()}`, isStandalone: false }
  const standalone = await run('docker-compose', ['version', '--short'])
  if (standalone.exitCode !== 0) return undefined
  const version = standalone.stdout.trim().replace(/^v/, '')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldMajor, oldMinor] = oldestStandalone
  if (major < oldMajor || (major === oldMajor && minor < oldMinor)) return undefined
  return { title: `docker-compose ${version}`, isStandalone: true }
}

function noEngine({ exitCode, stderr }: CommandEnd): RuntimeError {
  return new RuntimeError(
    'runtimes/no-containers',
    exitCode === undefined
      ? 'there is no docker command here: install Docker with compose, or run it without containers (--runtime local)'
      : `the container engine does not answer (${lastLine(stderr) ?? 'it says nothing'}): start it, name it in DOCKER_HOST, or run it without containers (--runtime local)`,
  )
}
