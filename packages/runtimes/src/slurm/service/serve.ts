import { appendFile, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeFolder } from '@retable/core'
import { RuntimeError } from '../../errors.ts'
import { untilHealthy } from '../../local/service/until-healthy.ts'
import { modelService } from '../../service/model-service.ts'
import { newServiceFolder } from '../../service/service-folder.ts'
import type { ModelService, ServiceOptions } from '../../service.ts'
import { submitOnce } from '../job/submit-once.ts'
import { addressFile, serviceScript } from '../script/job-script.ts'
import { scriptFile, writeScript } from '../script/write-script.ts'
import type { SlurmContext } from '../slurm-context.ts'
import { folderService } from './folder-service.ts'
import { ownerComment } from './owner.ts'
import { removeStale } from './remove-stale.ts'
import { vllmService } from './vllm-service.ts'
import { watchService, type WatchedService } from './watch-service.ts'

/**
 * Serves a model folder by a job of Slurm's. It waits for its turn in the queue as long as that takes; the server
 * writes its address into the job's folder.
 *
 * @throws RuntimeError `runtimes/slurm-refused`, `runtimes/service-ended`, `runtimes/service-silent` and as {@link folderService}
 */
export async function serveBySlurm(
  given: Omit<ServiceOptions, 'directory'>,
  context: SlurmContext,
): Promise<ModelService> {
  const { directory, settings, call, key } = context
  const { signal, onProgress, model } = given
  if (!('folder' in model)) {
    throw new RuntimeError(
      'runtimes/service-options',
      `${model.title} is served on this machine alone: leave --runtime out, or name a model folder`,
    )
  }
  const options = { ...given, directory }
  const service =
    given.server === 'vllm'
      ? await vllmService(options, model, settings)
      : await folderService(options, model, context)
  signal?.throwIfAborted()
  await removeStale(call)

  const { folder, number } = await newServiceFolder(path.resolve(directory, 'slurm-services'))
  const logFile = path.resolve(given.logFile ?? path.join(folder, 'log.txt'))
  await rm(logFile, { force: true })
  await makeFolder(path.dirname(logFile))
  await appendFile(logFile, '')
  const script = path.join(folder, scriptFile)
  const { program, python, args, reads, container, listensAt } = service
  let identity = service.identity
  const scripted = {
    ...{ folder, logFile, program, python, args, reads, listensAt },
    environment: { ...service.environment, [service.keyVariable]: key },
    name: model.id,
    comment: ownerComment(number),
    threads: identity.threads,
    gpus: given.gpus ?? 0,
  }
  await writeScript(script, serviceScript(scripted, { ...settings, container }))
  const submission = { script, comment: scripted.comment }
  const { id } = await submitOnce(context, submission, {
    signal,
    onWaiting: (why) =>
      onProgress?.({ stage: 'waiting', message: `${why}, and is asked again for ${model.id}` }),
  })
  let address: string | undefined
  const watched = watchService(id, {
    ...context,
    name: model.id,
    logFile,
    need: service.need,
    port: service.port,
    address: () => address,
  })
  try {
    address = await answering(watched)
    const { ended, stop } = watched
    // Its own process is another machine's.
    return modelService({ address, pid: process.pid, key, identity, logFile, ended, stop })
  } catch (error) {
    await watched.stop()
    throw error
  }

  /** Waits for the address, and for an answer there; the limit counts from its start on a node. */
  async function answering({ ended, phase }: WatchedService): Promise<string> {
    const limit = new AbortController()
    const giveUp = AbortSignal.any([limit.signal, ...(signal ? [signal] : [])])
    const early = ended.then((error) => {
      throw error ?? new RuntimeError('runtimes/service-ended', `${model.id} was stopped`)
    })
    early.catch(() => {})
    const given = new Promise<never>((_, reject) => {
      giveUp.addEventListener('abort', () => reject(giveUp.reason as Error), { once: true })
    })
    given.catch(() => {})
    if (signal?.aborted) throw signal.reason
    let told = ''
    let began: number | undefined
    const address = async () => {
      for (;;) {
        giveUp.throwIfAborted()
        const known = await readAddress(path.join(folder, addressFile))
        if (known !== undefined) return known
        if (phase() === 'running') began ??= performance.now()
        const message =
          began === undefined ? `${model.id} waits in Slurm’s queue as job ${id}` : `starts ${model.id}`
        if (message !== told) onProgress?.({ stage: began === undefined ? 'waiting' : 'starting', message })
        told = message
        if (began !== undefined && performance.now() - began > service.readyWithinMs) limit.abort(silent())
        await delay(100, undefined, { signal: giveUp })
      }
    }
    const healthy = address().then(async (known) => {
      const within = AbortSignal.any([giveUp, AbortSignal.timeout(service.readyWithinMs)])
      await untilHealthy(known, within)
      identity = { ...identity, ...(await service.check(known, within, key)) }
      return known
    })
    healthy.catch(() => {})
    try {
      return await Promise.race([healthy, early, given])
    } catch (error) {
      if (signal?.aborted || (error as Error).name !== 'TimeoutError') throw error
      throw silent(error)
    }
  }

  function silent(cause?: unknown): RuntimeError {
    return new RuntimeError(
      'runtimes/service-silent',
      `${model.id} did not answer within ${Math.round(service.readyWithinMs / 1000)} s of its start as job ${id}; see its log, ${logFile}`,
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
