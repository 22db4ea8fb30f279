import path from 'node:path'
import type { NextServers, WaitingServers } from '../../next-servers.ts'
import type { ProgramJob } from '../../job.ts'
import type { ModelService, ServeOptions } from '../../service.ts'
import { askStates } from '../commands/ask-states.ts'
import type { ActiveJob } from '../job/run-slurm-job.ts'
import type { SlurmContext } from '../slurm-context.ts'
import type { FolderService } from './folder-service.ts'
import { leaveAtExit } from './leave-at-exit.ts'
import { prepareService } from './prepare-service.ts'
import { removeStale } from './remove-stale.ts'
import { answered, serveBySlurm, watchReplicas } from './serve.ts'
import { submitReplicas, type Replica } from './submit-replicas.ts'

/** Servers that wait for a job, and what tells them of it. */
export interface ServersBehind extends WaitingServers {
  /** To be told of the job whenever Slurm says that it waits or runs; they are submitted behind it, anew where it is another. */
  readonly behind: (job: ActiveJob) => void
}

interface Submitted {
  readonly behind: string
  readonly replicas: readonly Replica[]
  readonly hasLeft: () => void
  readonly over: () => void
}

/**
 * Servers that wait in Slurm's queue while a job is at work that leaves their model. Nothing depends on it: where they
 * cannot be submitted the job goes on, and they are when it is done.
 */
export function waitingServers(
  { folder, name, resultFile, onProgress }: ProgramJob & { readonly resultFile: string },
  { service: given, count, like, holds }: NextServers,
  context: SlurmContext,
): ServersBehind {
  const { call } = context
  const needs = { file: path.join(folder, resultFile), holds }
  let isOver = false
  let seen = ''
  let attempt = new AbortController()
  let work = Promise.resolve()
  let service: FolderService | undefined
  let waiting: Submitted | undefined

  function behind({ id, restarts }: ActiveJob): void {
    const now = `${id} ${restarts}`
    if (isOver || now === seen) return
    seen = now
    attempt.abort()
    const own = (attempt = new AbortController())
    work = work
      .then(() => submitBehind(id, own.signal))
      .catch((error: unknown) => {
        if (own.signal.aborted) return
        const why = (error as Error).message
        onProgress?.({ stage: 'waiting', message: `the server of ${name} is submitted after it: ${why}` })
      })
  }

  async function submitBehind(id: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    // Put back into the queue by Slurm itself, a job keeps its id, and mostly what waits for it.
    if (waiting?.behind === id && (await areAtIt(waiting.replicas))) return
    await leaveQueue()
    if (service === undefined) {
      service = await prepareService({ ...given, signal }, context, like)
      await removeStale(call)
    }
    const { replicas, over } = await submitReplicas(
      service,
      { ...given, count, signal, onProgress },
      context,
      {
        id,
        needs,
      },
    )
    const hasLeft = leaveAtExit(call, jobsOf(replicas))
    waiting = { behind: id, replicas, hasLeft, over }
    const jobs = jobsOf(replicas).join(', ')
    const message = `the server of what ${name} leaves waits in Slurm’s queue behind job ${id}, as job ${jobs}`
    onProgress?.({ stage: 'waiting', message })
  }

  /** Whether Slurm says of each that it waits or runs. */
  async function areAtIt(replicas: readonly Replica[]): Promise<boolean> {
    const ids = replicas.map(({ id }) => id)
    const states = await askStates(call, ids).catch(() => undefined)
    return ids.every((id) => {
      const state = states?.get(id)
      return state !== undefined && state.phase !== 'ended' && state.reason !== 'DependencyNeverSatisfied'
    })
  }

  async function leaveQueue(): Promise<void> {
    if (waiting === undefined) return
    const { replicas, hasLeft, over } = waiting
    waiting = undefined
    over()
    // Where Slurm does not answer just then, they leave it with this process.
    if ((await call('scancel', jobsOf(replicas))).exitCode === 0) hasLeft()
  }

  /** What was submitted until now; nothing more is. */
  async function settled(): Promise<void> {
    isOver = true
    attempt.abort()
    await work
  }

  return {
    behind,
    async take(options): Promise<readonly ModelService[]> {
      await settled()
      const ready = await taken(options).catch(async (error: unknown) => {
        await leaveQueue()
        // As where the job left its result, and Slurm says all the same that it failed.
        if ((error as { readonly code?: string }).code === 'runtimes/service-not-begun') return undefined
        throw error
      })
      return ready ?? serveBySlurm(options, count, context)
    },
    async cancel() {
      await settled()
      await leaveQueue()
    },
  }

  /** @returns undefined where there are none that can be had */
  async function taken(options: ServeOptions): Promise<readonly ModelService[] | undefined> {
    const mine = waiting
    if (mine === undefined || !('folder' in options.model)) return undefined
    const model = { ...options.model, id: service!.identity.model }
    const now = await prepareService({ ...options, model }, context)
    const isUsable = wordsOf(now) === wordsOf(service!) && (await areAtIt(mine.replicas))
    if (!isUsable || waiting !== mine) {
      await leaveQueue()
      return undefined
    }
    waiting = undefined
    const watched = watchReplicas(mine.replicas, now, context)
    mine.hasLeft()
    // Some may still wait for nodes.
    void Promise.all(watched.map(({ ended }) => ended)).then(mine.over)
    return answered(watched, now, options, context)
  }
}

function jobsOf(replicas: readonly Replica[]): string[] {
  return [...new Set(replicas.map(({ id }) => id.split('_')[0]!))]
}

/** All that a server is started with. */
function wordsOf({ python, args, environment, container, listensAt }: FolderService): string {
  return JSON.stringify([python, args, environment, container, listensAt])
}
