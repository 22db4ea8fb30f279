import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { launcherEnvironment } from '@retable/trainer'
import { RuntimeError } from '../../errors.ts'
import { logHeader } from '../../job/log-header.ts'
import { endReason } from '../../local/service/end-reason.ts'
import { newLogFile } from '../../local/service/log-files.ts'
import { untilHealthy } from '../../local/service/until-healthy.ts'
import { modelService } from '../../service/model-service.ts'
import { newServiceFolder } from '../../service/service-folder.ts'
import type { ModelService, ServiceIdentity, ServiceOptions } from '../../service.ts'
import type { ComposeContext } from '../context.ts'
import { startProject } from '../engine/start-project.ts'
import type { ContainerPlan } from '../file/compose-text.ts'
import { containerScript, insidePort, serviceContainer, serviceGraceMs } from '../file/container-plans.ts'
import { containerUser, giveTo } from '../file/container-user.ts'
import { nameOf } from '../file/name-of.ts'
import { containerEnvironment } from '../../job/container-environment.ts'
import { startScript } from '../file/start-script.ts'
import { mountsOf } from '../job/run-job.ts'
import { keepService } from './keep-service.ts'
import { servicePlan, type ServicePlan } from './service-plan.ts'

const graceMs = serviceGraceMs

/**
 * Serves a model folder in a container, on a port of loopback, until it is stopped or its owner has ended: by the trainer's
 * server, or by vLLM in an image of its own.
 *
 * @throws RuntimeError as `startService`, and `runtimes/image`, `runtimes/no-gpu`, `runtimes/containers`
 */
export async function serve(options: ServiceOptions, context: ComposeContext): Promise<ModelService> {
  const { model, signal, onProgress, directory } = options
  const { engine } = context
  const service = await servicePlan(options, context, { host: '0.0.0.0', port: insidePort })
  signal?.throwIfAborted()
  const logFile = path.resolve(options.logFile ?? (await newLogFile(path.join(directory, 'logs'), model.id)))
  const { folder } = await newServiceFolder(path.join(context.directory, 'services'))
  const { gpus = 0, gpuIds } = options
  const plan = await filesOf(service, { folder, logFile, context, gpus, gpuIds })
  const kept = keepService(engine, { name: plan.name, folder }, { graceMs })
  try {
    const state = await startProject(engine, plan, {
      title: model.id,
      signal,
      onFetching: (image) =>
        onProgress?.({ stage: 'installing', message: `fetches the image ${image}, once` }),
      onStarting: () =>
        onProgress?.({ stage: 'starting', message: `starts ${service.title} in a container` }),
    })
    const { port, memory } = service
    const ended = kept
      .watch(state.id)
      .then((end) => (end.stopped ? null : endReason({ name: model.id, logFile, end, port, memory })))
    const address = `http://127.0.0.1:${state.ports[insidePort]}`
    const wordsFile = path.join(folder, wordsName)
    const added = await untilReady({ service, ended, address, wordsFile, logFile, signal })
    const identity = { ...service.identity, ...added }
    return modelService({ address, pid: state.pid, identity, logFile, ended, stop: kept.stop })
  } catch (error) {
    await kept.stop()
    throw error
  }
}

const wordsName = 'address.json'

/** Writes what a service starts with into its folder. @returns its container */
async function filesOf(
  service: ServicePlan,
  of: {
    readonly folder: string
    readonly logFile: string
    readonly context: ComposeContext
    readonly gpus: number
    readonly gpuIds: readonly string[] | undefined
  },
): Promise<ContainerPlan> {
  const { folder, logFile, context, gpus, gpuIds } = of
  const { title, module, args, image } = service
  const user = await containerUser(context.directory, context.engine)
  const name = nameOf(folder)
  const [script, wordsFile] = [containerScript, wordsName].map((file) => path.join(folder, file)) as [
    string,
    string,
  ]
  const launcher = launcherEnvironment({ threads: service.threads })
  await writeFile(logFile, '')
  await writeFile(wordsFile, '')
  const command = [service.python, '-s', '-P', '-u', '-m', module, ...args]
  const header = logHeader({ title, module, args, launcher })
  await writeFile(script, startScript({ container: name, header, logFile, wordsFile, command }), {
    mode: 0o600,
  })
  await giveTo(user, [folder, logFile, wordsFile, script])
  return serviceContainer({
    ...{ folder, logFile, gpus, gpuIds, user, image: image.image, imagePython: image.python },
    ...{ port: service.port, readyWithinMs: service.readyWithinMs },
    mounts: mountsOf(folder, service.reads),
    environment: { ...containerEnvironment(folder), ...launcher, ...service.environment },
  })
}

/** Waits for its word that it listens, then for health and what it tells of itself: whichever comes first of it, its end, the limit and the signal. */
async function untilReady(of: {
  readonly service: ServicePlan
  readonly ended: Promise<RuntimeError | null>
  readonly address: string
  readonly wordsFile: string
  readonly logFile: string
  readonly signal: AbortSignal | undefined
}): Promise<Partial<ServiceIdentity>> {
  const { service, ended, address, wordsFile, logFile, signal } = of
  const { readyWithinMs, check, identity, tells } = service
  const limit = AbortSignal.timeout(readyWithinMs)
  const finished = new AbortController()
  const giveUp = AbortSignal.any([limit, finished.signal, ...(signal ? [signal] : [])])
  const early = ended.then((error) => {
    throw error ?? new RuntimeError('runtimes/service-ended', `${identity.model} was stopped`)
  })
  const answering = (async () => {
    while (tells && (await readFile(wordsFile, 'utf8')) === '') await delay(50, undefined, { signal: giveUp })
    await untilHealthy(address, giveUp)
    return check?.(address, giveUp)
  })()
  for (const promise of [early, answering]) promise.catch(() => {})
  // A service keeps nothing from ending; its start does.
  const waits = setInterval(() => {}, readyWithinMs)
  try {
    return (await Promise.race([early, answering])) ?? {}
  } catch (error) {
    signal?.throwIfAborted()
    if (!limit.aborted) throw error
    throw new RuntimeError(
      'runtimes/service-silent',
      `${identity.model} did not answer within ${Math.round(readyWithinMs / 1000)} s of its start; see its log, ${logFile}`,
      error,
    )
  } finally {
    clearInterval(waits)
    finished.abort()
  }
}
