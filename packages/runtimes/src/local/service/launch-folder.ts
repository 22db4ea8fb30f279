import { totalmem } from 'node:os'
import path from 'node:path'
import { lockFiles, programFolder } from '@retable/trainer'
import { RuntimeError } from '../../errors.ts'
import type { PythonProgram } from '../../job.ts'
import { checkedFolderHash } from '../../models/folder/checked-folder-hash.ts'
import { readModelFolder } from '../../models/folder/read-model-folder.ts'
import { sourcesHash } from '../../python/sources-hash.ts'
import { installedVersions } from '../../python/installed-versions.ts'
import { installedPython } from '../../python/installed-python.ts'
import { keyHeaders } from '../../service/key-headers.ts'
import type { FolderModel, ServiceOptions } from '../../service.ts'
import { pythonCommand } from '../python-command.ts'
import type { ServiceLaunch } from './service-launch.ts'
import { checkedSizes } from './service-sizes.ts'

/** The program that trains, which serves what it trained as well. */
export const trainer: PythonProgram = {
  module: 'retable_trainer',
  folder: programFolder,
  lockFile: lockFiles.cpu,
}

/** Packages whose versions have a say in a text. */
export const deciding = ['torch', 'transformers', 'tokenizers']
/** Where services of this machine listen. */
export const loopback = '127.0.0.1'
const bytesASecond = 20e6
const bytesOfFloat32 = 4

/** Makes the environment of a lock file on first use. @returns its Python */
export type InstallPython = (
  packages: { readonly lockFile: string; readonly what: string; readonly size: string },
  options: ServiceOptions,
) => Promise<string>

/** A model folder that is whole, and what serves it. */
export interface ServedFolder extends Omit<ServiceLaunch, 'command' | 'args' | 'env'> {
  readonly folder: string
  readonly program: PythonProgram
  readonly python: string
  /** Words of the program but for its port. */
  readonly words: readonly string[]
  readonly threads: number
}

/**
 * Reads what a model folder tells of itself, makes the server's environment on first use, and hashes the folder.
 *
 * @throws RuntimeError `runtimes/model-folder`, `runtimes/weights`, `runtimes/out-of-memory`, `runtimes/no-python`,
 * `runtimes/no-network`, `runtimes/python-packages`, `runtimes/service-options`
 */
export async function launchFolder(options: ServiceOptions, model: FolderModel): Promise<ServiceLaunch> {
  const { python, program, words, threads, ...launch } = await servedFolder(options, model, installedPython)
  const args = [...words, '--port', String(launch.port), '--host', loopback]
  return {
    ...pythonCommand(python, program, { title: model.id, args, threads, environment: {} }),
    ...launch,
  }
}

/** What {@link launchFolder} starts, wherever it is started. @throws as that */
export async function servedFolder(
  options: ServiceOptions,
  model: FolderModel,
  install: InstallPython,
): Promise<ServedFolder> {
  const { onProgress, signal, program = trainer } = options
  const folder = path.resolve(model.folder)
  const facts = await readModelFolder(folder)
  requireOwnContext(options, facts.context)
  const { port, ...sizes } = checkedSizes({ ...options, context: facts.context }, facts.context)
  const bytes = facts.parameters * bytesOfFloat32
  requireMemory(folder, bytes, availableMemory())
  const { lockFile } = program
  const python = await install({ lockFile, what: 'PyTorch and Transformers', size: '1.5 GB' }, options)
  onProgress?.({ stage: 'starting', message: `checks the files of ${model.id}` })
  const hash = await checkedFolderHash(folder, signal)
  const { slots, threads } = sizes
  const numbers = Object.entries({ threads, batch: slots })
  const sources = await sourcesHash(path.join(program.folder, program.module), 'serve')
  return {
    folder,
    program,
    python,
    threads,
    words: [
      ...['serve', folder, '--name', model.id],
      ...numbers.flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    identity: {
      model: model.id,
      weightsSha256: hash,
      server: [
        `${program.module} ${sources.slice(0, 12)}`,
        ...(await installedVersions(python, deciding)),
      ].join(', '),
      architecture: process.arch,
      ...sizes,
    },
    title: model.id,
    port,
    readyWithinMs: 180_000 + Math.round((bytes / bytesASecond) * 1000),
    memory: {
      need: `its weights (${gigabytes(bytes)} in float32) and ${slots} ${slots === 1 ? 'request' : 'requests'} at once`,
      remedy: 'ask fewer at once (--concurrency), or serve it on a machine with more memory',
    },
    check: (address, waiting) => requireSameWeights(address, { id: model.id, hash, signal: waiting }),
  }
}

/** A server of a folder takes what the model does, and no setting for less. */
export function requireOwnContext({ context, promptCache }: ServiceOptions, own: number): void {
  const fault =
    context !== undefined && context !== own
      ? `a model folder is served with its own context, ${own} tokens, not ${context}`
      : promptCache
        ? 'a model folder is served without a prompt cache'
        : undefined
  if (fault !== undefined) throw new RuntimeError('runtimes/service-options', fault)
}

/** Other systems than Linux count what they would give back at once as taken. */
function availableMemory(): number {
  return process.platform === 'linux' ? process.availableMemory() : totalmem()
}

/** @throws RuntimeError `runtimes/out-of-memory` where the weights alone are more than there is */
export function requireMemory(folder: string, bytes: number, available: number): void {
  if (bytes <= available) return
  throw new RuntimeError(
    'runtimes/out-of-memory',
    `the weights of ${folder} take ${gigabytes(bytes)} of memory in float32, and ${gigabytes(available)} are free here: serve it on a larger machine, and give its address with --base-url`,
  )
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}

/** The folder may have been changed, or its server may have read another. */
export async function requireSameWeights(
  address: string,
  {
    id,
    hash,
    signal,
    key,
  }: {
    readonly id: string
    readonly hash: string
    readonly signal: AbortSignal
    readonly key?: string | undefined
  },
): Promise<void> {
  const answer = await fetch(`${address}/v1/models`, { signal, headers: keyHeaders(key) })
  const { data } = (await answer.json()) as { readonly data: readonly { readonly weights?: string }[] }
  const served = data[0]?.weights
  if (served === hash) return
  throw new RuntimeError(
    'runtimes/weights',
    `the server of ${id} has read other weights (${served ?? 'it does not say which'}) than the folder holds (${hash}): was it changed meanwhile?`,
  )
}
