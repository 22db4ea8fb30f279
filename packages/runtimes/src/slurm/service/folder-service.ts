import path from 'node:path'
import {
  deciding,
  requireOwnContext,
  requireSameWeights,
  trainer,
} from '../../local/service/launch-folder.ts'
import { checkedSizes } from '../../local/service/service-sizes.ts'
import { checkedFolderHash } from '../../models/folder/checked-folder-hash.ts'
import { readModelFolder } from '../../models/folder/read-model-folder.ts'
import { installedVersions } from '../../python/installed-versions.ts'
import { sourcesHash } from '../../python/sources-hash.ts'
import type { PythonProgram } from '../../job.ts'
import type { FolderModel, ServiceIdentity, ServiceOptions } from '../../service.ts'
import { nodePython } from '../job/node-python.ts'
import { nodeWords } from '../script/quoted.ts'
import type { SlurmContext } from '../slurm-context.ts'
import type { SlurmContainer } from '../slurm-settings.ts'

/** A model folder, or one that is not there yet. */
export interface ServedModel extends FolderModel {
  /** A folder of a model that is like it, in place of one that is not there yet: it says what is known of it by then. */
  readonly like?: string | undefined
}

/** What serves a model folder on a node, and what is known of it before. */
export interface FolderService {
  readonly program: PythonProgram
  readonly python: string
  readonly args: readonly string[]
  readonly reads: readonly string[]
  readonly environment?: Readonly<Record<string, string>> | undefined
  readonly identity: ServiceIdentity
  readonly port: number
  /** From its start on a node, in milliseconds. */
  readonly readyWithinMs: number
  readonly need: string
  readonly container: SlurmContainer | undefined
  /** That it takes together; 1 if left out. */
  readonly nodes?: number | undefined
  /** Where it listens; undefined where it tells its address itself. */
  readonly listensAt?: string | undefined
  /** Holds what it tells of itself to what it was started with. @returns what is known of it only now */
  readonly check: (
    address: string,
    signal: AbortSignal,
    key: string,
  ) => Promise<Partial<ServiceIdentity> | void>
  /** By which it is told the key that it asks for. */
  readonly keyVariable: string
}

const bytesASecond = 20e6
const bytesOfFloat32 = 4

/** '' for a model that is not there yet. @throws RuntimeError `runtimes/weights` */
export async function hashOf(
  { folder, id, like }: ServedModel,
  { onProgress, signal }: Pick<ServiceOptions, 'onProgress' | 'signal'>,
): Promise<string> {
  if (like !== undefined) return ''
  onProgress?.({ stage: 'starting', message: `checks the files of ${id}` })
  return checkedFolderHash(path.resolve(folder), signal)
}

/** The trainer's own server of a model folder. @throws RuntimeError as the local runtime's services */
export async function folderService(
  options: ServiceOptions,
  model: ServedModel,
  context: SlurmContext,
): Promise<FolderService> {
  const { container, host = nodeWords.name } = context.settings
  const { program = trainer, signal, onProgress } = options
  const folder = path.resolve(model.folder)
  const facts = await readModelFolder(model.like ?? folder)
  requireOwnContext(options, facts.context)
  const { port, ...sizes } = checkedSizes({ ...options, context: facts.context }, facts.context)
  const packages = { lockFile: program.lockFile, what: 'PyTorch and Transformers', size: '1.5 GB' }
  const python = await nodePython(packages, context, { signal, onProgress })
  if (python === undefined) throw signal!.reason
  const hash = await hashOf(model, options)
  const sources = await sourcesHash(path.join(program.folder, program.module), 'serve')
  const versions = await installedVersions(python, deciding)
  const bytes = facts.parameters * bytesOfFloat32
  const { slots, threads } = sizes
  return {
    program,
    python,
    reads: [folder, ...(container === undefined ? [] : [path.resolve(python, '../../..')])],
    args: [
      ...['serve', folder, '--name', model.id],
      ...Object.entries({ threads, batch: slots, port }).flatMap(([name, value]) => [
        `--${name}`,
        String(value),
      ]),
      ...['--host', host],
    ],
    identity: {
      model: model.id,
      weightsSha256: hash,
      // As of every runtime: what computes comes from the lock, in whatever image.
      server: [`${program.module} ${sources.slice(0, 12)}`, ...versions].join(', '),
      architecture: process.arch,
      ...sizes,
    },
    port,
    container,
    readyWithinMs: 180_000 + Math.round((bytes / bytesASecond) * 1000),
    need: `its weights (${(bytes / 1e9).toFixed(1)} GB in float32) and ${slots} ${slots === 1 ? 'request' : 'requests'} at once`,
    keyVariable: 'RETABLE_SERVE_KEY',
    check: (address, signal, key) => requireSameWeights(address, { id: model.id, hash, signal, key }),
  }
}
