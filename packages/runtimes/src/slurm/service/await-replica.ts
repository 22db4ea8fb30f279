import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RuntimeError } from '../../errors.ts'
import { untilHealthy } from '../../local/service/until-healthy.ts'
import { modelService } from '../../service/model-service.ts'
import type { ModelService, ServeOptions } from '../../service.ts'
import { addressFile } from '../script/job-script.ts'
import type { SlurmContext } from '../slurm-context.ts'
import type { FolderService } from './folder-service.ts'
import type { Replica } from './submit-replicas.ts'
import type { WatchedService } from './watch-service.ts'

/** A server that is watched. */
export interface WatchedReplica extends Replica, WatchedService {
  /** Where it answers, once that is known. */
  address: string | undefined
}

/**
 * Waits for a server's address, and for an answer there: for its turn as long as that takes, and from its start on a node
 * for what its size takes.
 *
 * @throws RuntimeError `runtimes/service-silent`, why it ended, or what it tells of itself that it should not; the signal's reason
 */
export async function awaitReplica(
  replica: WatchedReplica,
  service: FolderService,
  { signal, onProgress }: Pick<ServeOptions, 'signal' | 'onProgress'>,
  { key }: Pick<SlurmContext, 'key'>,
): Promise<ModelService> {
  const { id, folder, logFile, ended, phase, stop } = replica
  const { model } = service.identity
  const limit = new AbortController()
  const giveUp = AbortSignal.any([limit.signal, ...(signal ? [signal] : [])])
  const early = ended.then((error) => {
    throw error ?? new RuntimeError('runtimes/service-ended', `${model} was stopped`)
  })
  early.catch(() => {})
  const given = new Promise<never>((_, reject) => {
    giveUp.addEventListener('abort', () => reject(giveUp.reason as Error), { once: true })
  })
  given.catch(() => {})
  if (signal?.aborted) throw signal.reason
  let told = ''
  let began: number | undefined
  const answer = answering()
  answer.catch(() => {})
  try {
    const identity = await Promise.race([answer, early, given])
    // Its own process is another machine's.
    return modelService({ address: replica.address!, pid: process.pid, key, identity, logFile, ended, stop })
  } catch (error) {
    if (signal?.aborted || (error as Error).name !== 'TimeoutError') throw error
    throw silent(error)
  }

  /** @returns what is known of it by then */
  async function answering() {
    const known = (replica.address = await address())
    const within = AbortSignal.any([giveUp, AbortSignal.timeout(service.readyWithinMs)])
    await untilHealthy(known, within)
    return { ...service.identity, ...(await service.check(known, within, key)) }
  }

  async function address(): Promise<string> {
    for (;;) {
      giveUp.throwIfAborted()
      const known = await readAddress(path.join(folder, addressFile))
      if (known !== undefined) return known
      if (phase() === 'running') began ??= performance.now()
      const message = began === undefined ? `${model} waits in Slurm’s queue as job ${id}` : `starts ${model}`
      if (message !== told) onProgress?.({ stage: began === undefined ? 'waiting' : 'starting', message })
      told = message
      if (began !== undefined && performance.now() - began > service.readyWithinMs) limit.abort(silent())
      await delay(100, undefined, { signal: giveUp })
    }
  }

  function silent(cause?: unknown): RuntimeError {
    return new RuntimeError(
      'runtimes/service-silent',
      `${model} did not answer within ${Math.round(service.readyWithinMs / 1000)} s of its start as job ${id}; see its log, ${logFile}`,
      cause,
    )
  }
}

/** @returns undefined where it is not there, or not whole yet */
async function readAddress(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  try {
    return (JSON.parse(text) as { readonly address: string }).address
  } catch {
    return undefined
  }
}
