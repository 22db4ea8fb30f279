import { open, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, withFileLock, writeWhole } from '@retable/core'
import { followFile } from '../../job/follow-file.ts'
import type { ProcessEnd } from '../../job/process-end.ts'
import { findContainer, isAtWork, stopContainer, takeDown, untilEnded } from '../engine/containers.ts'
import type { Engine, Project } from '../engine/engine.ts'
import { lastLine } from '../engine/last-line.ts'
import { jobLock } from '../engine/remove-stale.ts'
import { startProject } from '../engine/start-project.ts'
import type { ContainerPlan } from '../file/compose-text.ts'
import { containerScript, jobContainer } from '../file/container-plans.ts'
import { containerUser, giveTo } from '../file/container-user.ts'
import { nameOf } from '../file/name-of.ts'
import { isStartLine, isWaitingLine, startScript, type ScriptOptions } from '../file/start-script.ts'
import { endOf } from './end-of.ts'

/** A program that runs to its end in a container. */
export interface ContainerRun
  extends
    Pick<ContainerPlan, 'image' | 'mounts' | 'environment' | 'network' | 'graceMs' | 'gpus' | 'gpuIds'>,
    Pick<ScriptOptions, 'header' | 'inputFile' | 'resultFile' | 'before' | 'command'> {
  /** It is known by it; absolute. Its log is log.txt there. */
  readonly folder: string
  /** For sentences. */
  readonly title: string
  /** Whether there is nothing left to do. */
  readonly isDone: () => Promise<boolean | undefined>
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onLine?: ((line: string) => void) | undefined
  /** Told where another process or an earlier container is at it. */
  readonly onWaiting?: (() => void) | undefined
  readonly onFetching?: ((image: string) => void) | undefined
  readonly onStarting?: (() => void) | undefined
}

/** How it went. */
export interface ContainerEnd {
  readonly end: ProcessEnd
  readonly isTimedOut: boolean
  /** The last line that it wrote. */
  readonly lastLine: string | undefined
}

/** How the container of a folder was found or started. */
interface Started {
  readonly id: string
  readonly startedAt: Date
  /** Of the log, before its part of it. */
  readonly logBytes: number
}

const longestTimerMs = 2 ** 31 - 1
// One who only looks whether there is something to do has the lock for less than that.
const patienceMs = 500
const recordFile = 'container.json'

/**
 * Runs a program in a container, and takes that down, whichever way it ends. Where the folder's container is still at it, since
 * its harness was killed, that is waited for.
 *
 * @returns null where it was done before
 * @throws RuntimeError where it cannot be started; the signal's reason, as long as nothing was started
 */
export async function runContainer(engine: Engine, run: ContainerRun): Promise<ContainerEnd | null> {
  const { folder, signal, onWaiting } = run
  const waiting = setTimeout(() => onWaiting?.(), patienceMs)
  try {
    return await withFileLock(
      path.join(folder, jobLock),
      async () => {
        clearTimeout(waiting)
        return (await run.isDone()) ? null : await runAlone(engine, run)
      },
      signal,
    )
  } finally {
    clearTimeout(waiting)
  }
}

async function runAlone(engine: Engine, run: ContainerRun): Promise<ContainerEnd> {
  const project: Project = { name: nameOf(run.folder), folder: run.folder }
  try {
    const started = (await takenUp(engine, run, project)) ?? (await start(engine, run, project))
    return await watch(engine, run, started)
  } finally {
    await takeDown(engine, project)
  }
}

/** The folder's container where it is still at its program; what has ended goes. */
async function takenUp(engine: Engine, run: ContainerRun, project: Project): Promise<Started | null> {
  const state = await findContainer(engine, project.name)
  if (state === null) return null
  if (!isAtWork(state)) {
    await takeDown(engine, project)
    return null
  }
  run.onWaiting?.()
  return { id: state.id, startedAt: state.startedAt, logBytes: await logBytesOf(run.folder) }
}

/** Where the log's part of a container that was found begins. */
async function logBytesOf(folder: string): Promise<number> {
  const text = await readFile(path.join(folder, recordFile), 'utf8').catch(() => '{}')
  return (JSON.parse(text) as { readonly logBytes?: number }).logBytes ?? 0
}

async function start(engine: Engine, run: ContainerRun, project: Project): Promise<Started> {
  const { folder, signal, inputFile } = run
  const user = await containerUser(folder, engine)
  const [logFile, lockFile, script] = ['log.txt', 'lock', containerScript].map((name) =>
    path.join(folder, name),
  ) as [string, string, string]
  for (const file of [logFile, lockFile]) await (await open(file, 'a', 0o644)).close()
  const { size: logBytes } = await stat(logFile)
  const text = startScript({ ...run, container: project.name, logFile, lockFile, inputFile })
  await writeFile(script, text, { mode: 0o600 })
  await makeFolder(run.environment['HOME']!)
  await giveTo(user, [logFile, lockFile, script, run.environment['HOME']!])
  await writeWhole(path.join(folder, recordFile), `${JSON.stringify({ project: project.name, logBytes })}\n`)
  const plan = jobContainer({ ...run, user })
  const { id, startedAt } = await startProject(engine, plan, {
    title: run.title,
    signal,
    onFetching: run.onFetching,
    onStarting: run.onStarting,
  })
  return { id, startedAt, logBytes }
}

async function watch(
  engine: Engine,
  run: ContainerRun,
  { id, startedAt, logBytes }: Started,
): Promise<ContainerEnd> {
  const { folder, signal, graceMs, timeoutMs } = run
  const followed = followFile(path.join(folder, 'log.txt'), logBytes, (line) => {
    if (isWaitingLine(line)) run.onWaiting?.()
    else if (!isStartLine(line)) run.onLine?.(line)
  })
  let [isStopped, isTimedOut] = [false, false]
  const over = new AbortController()
  const stop = () => {
    isStopped = true
    stopContainer(engine, id, { graceMs, signal: over.signal }).catch(() => {})
  }
  const left = timeoutMs === undefined ? undefined : timeoutMs - (Date.now() - startedAt.getTime())
  const timer =
    left === undefined
      ? undefined
      : setTimeout(
          () => {
            isTimedOut = !isStopped
            stop()
          },
          Math.min(Math.max(left, 0), longestTimerMs),
        )
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  try {
    const state = await untilEnded(engine, id)
    const words =
      (await followed.finish()) ?? lastLine((await engine.docker(['logs', '--tail', '5', id])).stderr)
    return {
      end: endOf(state, isStopped),
      isTimedOut,
      lastLine: words !== undefined && isStartLine(words) ? undefined : words,
    }
  } finally {
    over.abort()
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
