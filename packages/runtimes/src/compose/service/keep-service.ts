import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { ProcessEnd } from '../../job/process-end.ts'
import { findContainer, isAtWork, removeByLabel, stopContainer } from '../engine/containers.ts'
import type { Engine, Project } from '../engine/engine.ts'
import { endOf } from '../job/end-of.ts'

/** A service's project that goes with its owner. */
export interface KeptService {
  /** Its end, once it has a container; does not keep this process from ending. */
  readonly watch: (id: string) => Promise<ProcessEnd>
  /** SIGTERM, SIGKILL after the grace, and nothing of the project is left. Calling it again does no more. */
  readonly stop: () => Promise<void>
}

/**
 * Ends a project whose owner is gone: the end of the standard input tells of that, also where it was killed. It looks again,
 * since compose, which goes on without the owner, may have been about to make the container.
 */
const reaper = `cat >/dev/null
for pause in 0 2 8 20; do
  sleep "$pause"
  docker stop --time "$2" "$1"
  docker rm --force --volumes "$1"
  for network in $(docker network ls --quiet --filter "label=com.docker.compose.project=$1"); do
    docker network rm "$network"
  done
done`

/** Sees to it that a project ends with this process, from before its container is made. */
export function keepService(
  engine: Engine,
  project: Project,
  { graceMs }: { readonly graceMs: number },
): KeptService {
  const guard = spawn(
    '/bin/sh',
    ['-c', reaper, 'sh', project.name, String(Math.ceil(graceMs / 1000))],
    // Ctrl-C in the terminal must not end it before its work.
    { env: engine.env, stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  )
  const input = guard.stdin as Socket
  for (const each of [guard, input]) each.on('error', () => {})
  guard.unref()
  input.unref()
  let isStopped = false
  let removing: Promise<void> | undefined
  const remove = async () => {
    await removeByLabel(engine, project.name)
    try {
      process.kill(-guard.pid!, 'SIGKILL')
    } catch {
      // It is gone.
    }
  }
  return {
    async watch(id) {
      for (;;) {
        await untilTold(engine, id)
        const state = await findContainer(engine, id).catch(() => undefined)
        if (state === undefined || (state !== null && isAtWork(state))) {
          await delay(2000, undefined, { ref: false })
          continue
        }
        removing ??= remove()
        return endOf(state, isStopped)
      }
    },
    async stop() {
      if (!isStopped) {
        isStopped = true
        await stopContainer(engine, project.name, { graceMs })
      }
      await (removing ??= remove())
    },
  }
}

/** Waits for the engine to tell of a container's end, or to end itself; a caller that forgets the service still ends. */
async function untilTold(engine: Engine, id: string): Promise<void> {
  const waiting = spawn('docker', ['wait', id], { env: engine.env, stdio: 'ignore', detached: true })
  waiting.unref()
  await once(waiting, 'exit').catch(() => {})
}
