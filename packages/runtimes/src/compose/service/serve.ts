import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RuntimeError } from '../../errors.ts'
import { logHeader } from '../../job/log-header.ts'
import { endReason } from '../../local/service/end-reason.ts'
import { newLogFile } from '../../local/service/log-files.ts'
import { untilHealthy } from '../../local/service/until-healthy.ts'
import type { ModelService, ServiceIdentity, ServiceOptions } from '../../service.ts'
import type { ComposeContext } from '../context.ts'
import type { Project } from '../engine/engine.ts'
import { ownerLabel } from '../engine/owner.ts'
import { labels } from '../engine/remove-stale.ts'
import { startProject } from '../engine/start-project.ts'
import { containerUser, giveTo } from '../file/container-user.ts'
import { nameOf } from '../file/name-of.ts'
import { containerEnvironment } from '../file/program-environment.ts'
import { startScript } from '../file/start-script.ts'
import { mountsOf } from '../job/run-job.ts'
import { containerLaunch, type ContainerLaunch } from './container-launch.ts'
import { keepService } from './keep-service.ts'
import { newServiceFolder } from './service-folder.ts'

const insidePort = 8000
const graceMs = 5000

/**
 * Serves a model folder in a container, on a port of loopback, until it is stopped or its owner has ended.
 *
 * @throws RuntimeError as `startService`, and `runtimes/image`, `runtimes/no-gpu`, `runtimes/containers`
 */
export async function serve(options: ServiceOptions, context: ComposeContext): Promise<ModelService> {
  const { model, signal, onProgress, directory } = options
  if (!('folder' in model)) {
    throw new RuntimeError(
      'runtimes/service-options',
      `${model.title} is served on this machine alone: leave --runtime out, or name a model folder`,
    )
  }
  const { engine } = context
  const launch = await containerLaunch(options, model, context, insidePort)
  signal?.throwIfAborted()
  const logFile = options.logFile ?? (await newLogFile(path.join(directory, 'logs'), model.id))
  const folder = await newServiceFolder(context.directory)
  const user = await containerUser(context.directory, engine)
  const project: Project = { name: nameOf(folder), folder }
  const [script, wordsFile] = ['container.sh', 'address.json'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ]
  const { module, args, environment: launcher } = launch
  const home = containerEnvironment(folder)
  await writeFile(logFile, '')
  await writeFile(wordsFile, '')
  await writeFile(
    script,
    startScript({
      container: project.name,
      header: logHeader({ title: model.id, module, args, launcher }),
      logFile,
      wordsFile,
      command: launch.command,
    }),
    { mode: 0o600 },
  )
  await giveTo(user, [folder, logFile, wordsFile, script])
  const kept = keepService(engine, project, { graceMs })
  try {
    const state = await startProject(
      engine,
      {
        ...{ name: project.name, image: launch.image.image, script, folder },
        user: `${user.uid}:${user.gid}`,
        mounts: [...mountsOf(folder, launch.reads), { path: path.resolve(logFile), isWritable: true }],
        environment: { ...home, ...launcher },
        network: { inside: insidePort, outside: launch.port },
        graceMs,
        gpus: options.gpus ?? 0,
        labels: {
          [labels.job]: project.name,
          [labels.owner]: ownerLabel(),
          [labels.kind]: 'service',
        },
        health: {
          command: [launch.image.python, '-I', '-c', healthCheck],
          startPeriodMs: launch.readyWithinMs,
        },
      },
      {
        title: model.id,
        signal,
        onFetching: (image) =>
          onProgress?.({ stage: 'installing', message: `fetches the image ${image}, once` }),
        onStarting: () =>
          onProgress?.({ stage: 'starting', message: `starts ${launch.title} in a container` }),
      },
    )
    const ended = kept
      .watch(state.id)
      .then((end) =>
        end.stopped
          ? null
          : endReason({ name: model.id, logFile, end, port: launch.port, memory: launch.memory }),
      )
    const address = `http://127.0.0.1:${state.ports[insidePort]}`
    const added = await untilReady({ launch, ended, address, wordsFile, logFile, signal })
    return {
      address,
      pid: state.pid,
      baseUrl: `${address}/v1`,
      modelName: model.id,
      identity: { ...launch.identity, ...added },
      repeats: launch.identity.slots === 1 && !launch.identity.promptCache,
      logFile,
      ended,
      stop: kept.stop,
      [Symbol.asyncDispose]: kept.stop,
    }
  } catch (error) {
    await kept.stop()
    throw error
  }
}

const healthCheck = `import urllib.request; urllib.request.urlopen('http://127.0.0.1:${insidePort}/health', timeout=8)`

/** Waits for its word that it listens, then for health and what it tells of itself: whichever comes first of it, its end, the limit and the signal. */
async function untilReady(of: {
  readonly launch: ContainerLaunch
  readonly ended: Promise<RuntimeError | null>
  readonly address: string
  readonly wordsFile: string
  readonly logFile: string
  readonly signal: AbortSignal | undefined
}): Promise<Partial<ServiceIdentity>> {
  const { launch, ended, address, wordsFile, logFile, signal } = of
  const { readyWithinMs, check, identity } = launch
  const limit = AbortSignal.timeout(readyWithinMs)
  const finished = new AbortController()
  const giveUp = AbortSignal.any([limit, finished.signal, ...(signal ? [signal] : [])])
  const early = ended.then((error) => {
    throw error ?? new RuntimeError('runtimes/service-ended', `${identity.model} was stopped`)
  })
  const answering = (async () => {
    while (launch.isTold && (await readFile(wordsFile, 'utf8')) === '')
      await delay(50, undefined, { signal: giveUp })
    await untilHealthy(address, giveUp)
    return (await check?.(address, giveUp)) ?? {}
  })()
  for (const promise of [early, answering]) promise.catch(() => {})
  // A service keeps nothing from ending; its start does.
  const waits = setInterval(() => {}, readyWithinMs)
  try {
    return await Promise.race([early, answering])
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
