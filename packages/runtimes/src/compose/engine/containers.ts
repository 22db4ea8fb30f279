import { stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RuntimeError } from '../../errors.ts'
import { lastLine } from './last-line.ts'
import { composeFile, type Engine, type Project } from './engine.ts'

/** What the engine says of a container. */
export interface ContainerState {
  readonly id: string
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`. */
  readonly status: string
  readonly exitCode: number
  readonly isOutOfMemory: boolean
  /** The process on this machine that it begins with; 0 where it has ended. */
  readonly pid: number
  readonly startedAt: Date
  /** `healthy`, `unhealthy` or `starting`; null where nobody looks. */
  readonly health: string | null
  /** Of loopback, by the port inside. */
  readonly ports: Readonly<Record<string, number>>
  readonly labels: Readonly<Record<string, string>>
}

interface Inspected {
  readonly Id: string
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null }
  readonly State: {
    readonly Status: string
    readonly ExitCode: number
    readonly OOMKilled: boolean
    readonly Pid: number
    readonly StartedAt: string
    readonly Health?: { readonly Status: string }
  }
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>> | null
  }
}

/** The container of a project; null where there is none. @throws RuntimeError `runtimes/containers` where the engine does not say */
export async function findContainer(engine: Engine, name: string): Promise<ContainerState | null> {
  const end = await engine.docker(['container', 'inspect', '--format', '{{json .}}', name])
  if (end.exitCode !== 0) {
    if (/no such container/i.test(end.stderr)) return null
    throw new RuntimeError(
      'runtimes/containers',
      `the container engine does not say what has become of ${name}: ${lastLine(end.stderr)}`,
    )
  }
  const { Id, Config, State, NetworkSettings } = JSON.parse(end.stdout) as Inspected
  const ports = Object.entries(NetworkSettings.Ports ?? {}).flatMap(([inside, bindings]) =>
    (bindings ?? []).slice(0, 1).map(({ HostPort }) => [Number.parseInt(inside), Number(HostPort)] as const),
  )
  return {
    id: Id,
    status: State.Status,
    exitCode: State.ExitCode,
    isOutOfMemory: State.OOMKilled,
    pid: State.Pid,
    startedAt: new Date(State.StartedAt),
    health: State.Health?.Status ?? null,
    ports: Object.fromEntries(ports),
    labels: Config.Labels ?? {},
  }
}

/** Whether a container is still at its program. */
export function isAtWork({ status }: ContainerState): boolean {
  return status === 'running' || status === 'paused' || status === 'restarting'
}

const patienceMs = 2000
const triesInVain = 30

/**
 * Waits until a container has ended, also over a restart of the engine's client or the engine.
 *
 * @returns its last state; null where it was removed meanwhile
 * @throws RuntimeError `runtimes/containers` where the engine does not answer for a minute
 */
export async function untilEnded(engine: Engine, id: string): Promise<ContainerState | null> {
  for (let vain = 0; ;) {
    await engine.docker(['wait', id])
    try {
      const state = await findContainer(engine, id)
      if (state === null || !isAtWork(state)) return state
      vain = 0
    } catch (error) {
      if (++vain === triesInVain) throw error
    }
    await delay(patienceMs)
  }
}

/**
 * SIGTERM, and SIGKILL after the grace; asked again while the engine does not answer.
 *
 * @throws the signal's reason, when it is over by itself
 */
export async function stopContainer(
  engine: Engine,
  id: string,
  { graceMs, signal }: { readonly graceMs: number; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  for (let tries = 0; tries < triesInVain; tries++) {
    const end = await engine.docker(['stop', '--time', String(Math.ceil(graceMs / 1000)), id], signal)
    if (end.exitCode === 0 || /no such container/i.test(end.stderr)) return
    await delay(patienceMs, undefined, signal === undefined ? {} : { signal })
  }
}

/** Takes a project down: by compose where its file is there, and what is left by its label. */
export async function takeDown(engine: Engine, project: Project): Promise<void> {
  const hasFile = await stat(path.join(project.folder, composeFile)).then(
    () => true,
    () => false,
  )
  if (hasFile && (await engine.down(project)).exitCode === 0) return
  await removeByLabel(engine, project.name)
}

/** Removes a project's containers and networks without its file. */
export async function removeByLabel(engine: Engine, name: string): Promise<void> {
  const filter = ['--filter', `label=com.docker.compose.project=${name}`, '--quiet', '--no-trunc']
  const { stdout: containers } = await engine.docker(['ps', '--all', ...filter])
  const ids = containers.split('\n').filter(Boolean)
  if (ids.length > 0) await engine.docker(['rm', '--force', '--volumes', ...ids])
  const { stdout: networks } = await engine.docker(['network', 'ls', ...filter])
  const nets = networks.split('\n').filter(Boolean)
  if (nets.length > 0) await engine.docker(['network', 'rm', ...nets])
}
