import path from 'node:path'
import { RuntimeError } from '../errors.ts'
import { pythonEnvironment } from '../python/python-environment.ts'
import { ownerFile, pythonFile } from '../python/python-files.ts'
import type { ModelService, ServiceIdentity, ServiceOptions } from '../service.ts'
import { endReason } from './end-reason.ts'
import { newLogFile } from './log-files.ts'
import { checkedSizes, type ServiceSizes } from './service-sizes.ts'
import { programEnvironment } from './program-environment.ts'
import { startProcess, type SupervisedProcess } from './start-process.ts'
import { checkWeights, locateInstalled, type Installed } from './installed.ts'
import { untilHealthy } from './until-healthy.ts'

const program = pythonFile('serve_gguf.py')
// Loading takes a second; a busy machine or a cold disk, tens of them.
const readyWithinMs = 120_000

/**
 * Serves a packaged model on this machine: makes its Python environment on first use, starts the server on loopback
 * and waits until it answers.
 *
 * @throws RuntimeError `runtimes/no-python`, `runtimes/no-network`, `runtimes/python-packages`, `runtimes/weights`,
 * `runtimes/port-taken`, `runtimes/out-of-memory`, `runtimes/processor`, `runtimes/service-ended`, `runtimes/service-silent`,
 * `runtimes/service-options`
 */
export async function startService(options: ServiceOptions): Promise<ModelService> {
  const { model, directory, onProgress, signal } = options
  const sizes = checkedSizes(options)
  const megabytes = Math.round(model.downloadBytes / 1e6)
  const python = await pythonEnvironment({
    lockFile: model.lockFile,
    directory: path.join(directory, 'python'),
    minorVersion: 11,
    signal,
    onProgress: (stage) =>
      onProgress?.({
        stage,
        message:
          stage === 'waiting'
            ? `waits for another process that installs ${model.title}`
            : `installs ${model.title} (${model.licence}) and its server, once: ${megabytes} MB`,
      }),
  })
  const installed = await locateInstalled(python, model)
  await checkWeights(installed, model)
  signal?.throwIfAborted()

  onProgress?.({ stage: 'starting', message: `starts ${model.title}` })
  const logFile = options.logFile ?? (await newLogFile(path.join(directory, 'logs'), model.id))
  const supervised = await startProcess({
    command: python,
    args: ['-I', ownerFile, program, installed.weightsFile, '--name', model.id, ...wordsOf(sizes)],
    env: programEnvironment(process.env),
    logFile,
  })
  const ended = supervised.ended.then((end) =>
    end.stopped ? null : endReason({ name: model.id, logFile, end, ...sizes }),
  )
  try {
    const address = await withinTime({ supervised, ended, logFile, signal, name: model.id })
    return {
      address,
      // It has one, since it has answered.
      pid: supervised.pid!,
      baseUrl: `${address}/v1`,
      modelName: model.id,
      identity: identityOf(options, installed, sizes),
      repeats: sizes.slots === 1 && !sizes.promptCache,
      logFile,
      ended,
      stop: supervised.stop,
      [Symbol.asyncDispose]: supervised.stop,
    }
  } catch (error) {
    await supervised.stop()
    throw error
  }
}

/** Waits for the address, then for health: whichever comes first of it, the program's end, the limit and the signal. */
async function withinTime(waiting: {
  readonly supervised: SupervisedProcess
  readonly ended: Promise<RuntimeError | null>
  readonly logFile: string
  readonly signal: AbortSignal | undefined
  readonly name: string
}): Promise<string> {
  const { supervised, ended, logFile, signal, name } = waiting
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
  try {
    const told = await Promise.race([supervised.ready, given])
    if (told === '') await Promise.race([early, given])
    const { address } = JSON.parse(told) as { readonly address: string }
    await Promise.race([untilHealthy(address, giveUp), early, given])
    return address
  } catch (error) {
    if (!limit.aborted || signal?.aborted) throw error
    throw new RuntimeError(
      'runtimes/service-silent',
      `${name} did not answer within ${readyWithinMs / 1000} s of its start; see its log, ${logFile}`,
      error,
    )
  }
}

function identityOf({ model }: ServiceOptions, { server }: Installed, sizes: ServiceSizes): ServiceIdentity {
  const { slots, threads, context, promptCache } = sizes
  return {
    model: model.id,
    weightsSha256: model.weights.sha256,
    server,
    architecture: process.arch,
    slots,
    threads,
    context,
    promptCache,
  }
}

function wordsOf({ slots, context, threads, port, promptCache }: ServiceSizes): string[] {
  const numbers = Object.entries({ slots, context, threads, port })
  return [
    ...numbers.flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...(promptCache ? ['--prompt-cache'] : []),
  ]
}
