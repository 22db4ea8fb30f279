import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import { requireOneMachine } from '../../job/one-machine.ts'
import type { ModelService, ServiceIdentity, ServiceOptions } from '../../service.ts'
import { startProcess, type SupervisedProcess } from '../start-process.ts'
import { endReason } from './end-reason.ts'
import { launchFolder } from './launch-folder.ts'
import { launchPackaged } from './launch-packaged.ts'
import { launchVllm } from './launch-vllm.ts'
import { newLogFile } from './log-files.ts'
import { modelService } from '../../service/model-service.ts'
import type { ServiceLaunch } from './service-launch.ts'
import { untilHealthy } from './until-healthy.ts'

/**
 * Serves a packaged model or a model folder on this machine: makes its Python environment on first use, starts the
 * server on loopback and waits until it answers.
 *
 * @throws RuntimeError `runtimes/no-python`, `runtimes/no-network`, `runtimes/python-packages`, `runtimes/model-folder`,
 * `runtimes/weights`, `runtimes/port-taken`, `runtimes/out-of-memory`, `runtimes/processor`, `runtimes/service-ended`,
 * `runtimes/service-silent`, `runtimes/service-options`, `runtimes/nodes`
 */
export async function startService(options: ServiceOptions): Promise<ModelService> {
  const { model, directory, onProgress, signal } = options
  requireOneMachine({ name: model.id, nodes: options.nodes }, 'local')
  const launch = await launchOf(options)
  signal?.throwIfAborted()

  const { command, args, env, port, memory } = launch
  onProgress?.({ stage: 'starting', message: `starts ${launch.title}` })
  const logFile = options.logFile ?? (await newLogFile(path.join(directory, 'logs'), model.id))
  const supervised = await startProcess({ command, args, env, logFile })
  const ended = supervised.ended.then((end) =>
    end.stopped ? null : endReason({ name: model.id, logFile, end, port, memory }),
  )
  try {
    const { address, added } = await withinTime({ supervised, ended, logFile, signal, launch })
    const identity = { ...launch.identity, ...added }
    // It has a process id, since it has answered.
    return modelService({ address, pid: supervised.pid!, identity, logFile, ended, stop: supervised.stop })
  } catch (error) {
    await supervised.stop()
    throw error
  }
}

function launchOf(options: ServiceOptions): Promise<ServiceLaunch> {
  const { model, server } = options
  if (!('folder' in model)) return launchPackaged(options, model)
  return server === 'vllm' ? launchVllm(options, model) : launchFolder(options, model)
}

/** The address that a program tells of on file descriptor 3. */
async function toldAddress(
  { ready }: SupervisedProcess,
  early: Promise<never>,
  given: Promise<never>,
): Promise<string> {
  const told = await Promise.race([ready, given])
  if (told === '') return Promise.race([early, given])
  return (JSON.parse(told) as { readonly address: string }).address
}

/** Waits for the address, then for health and what it tells of itself: whichever comes first of it, the program's end, the limit and the signal. */
async function withinTime(waiting: {
  readonly supervised: SupervisedProcess
  readonly ended: Promise<RuntimeError | null>
  readonly logFile: string
  readonly signal: AbortSignal | undefined
  readonly launch: ServiceLaunch
}): Promise<{ readonly address: string; readonly added: Partial<ServiceIdentity> }> {
  const { supervised, ended, logFile, signal } = waiting
  const { readyWithinMs, check, identity } = waiting.launch
  const name = identity.model
  const limit = AbortSignal.timeout(readyWithinMs)
  const giveUp = AbortSignal.any([limit, ...(signal ? [signal] : [])])
  const given = new Promise<never>((_, reject) => {
    giveUp.addEventListener('abort', () => reject(giveUp.reason as Error), { once: true })
  })
  const early = ended.then((error) => {
    throw error ?? new RuntimeError('runtimes/service-ended', `${name} was stopped`)
  })
  // Each may be rejected when nobody waits any more.
  for (const promise of [given, early]) promise.catch(() => {})
  // A service keeps nothing from ending; its start does, also between its last word and its end.
  const waits = setInterval(() => {}, readyWithinMs)
  try {
    const address = waiting.launch.address ?? (await toldAddress(supervised, early, given))
    const answering = untilHealthy(address, giveUp).then(() => check?.(address, giveUp))
    const added = await Promise.race([answering, early, given])
    return { address, added: added ?? {} }
  } catch (error) {
    if (!limit.aborted || signal?.aborted) throw error
    throw new RuntimeError(
      'runtimes/service-silent',
      `${name} did not answer within ${Math.round(readyWithinMs / 1000)} s of its start; see its log, ${logFile}`,
      error,
    )
  } finally {
    clearInterval(waits)
  }
}
