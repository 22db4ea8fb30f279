import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import {
  deciding,
  requireOwnContext,
  requireSameWeights,
  trainer,
} from '../../local/service/launch-folder.ts'
import { checkedSizes } from '../../local/service/service-sizes.ts'
import { checkedFolderHash } from '../../models/folder/checked-folder-hash.ts'
import { readModelFolder } from '../../models/folder/read-model-folder.ts'
import { installedPython } from '../../python/installed-python.ts'
import { installedVersions } from '../../python/installed-versions.ts'
import { sourcesHash } from '../../python/sources-hash.ts'
import type { PythonProgram } from '../../job.ts'
import type { ServiceIdentity, ServiceOptions } from '../../service.ts'
import type { SlurmSettings } from '../slurm-settings.ts'

/** What serves a model folder on a node, and what is known of it before. */
export interface FolderService {
  readonly program: PythonProgram
  readonly python: string
  readonly args: readonly string[]
  readonly reads: readonly string[]
  readonly identity: ServiceIdentity
  readonly port: number
  /** From its start on a node, in milliseconds. */
  readonly readyWithinMs: number
  readonly need: string
  readonly check: (address: string, signal: AbortSignal) => Promise<void>
}

const bytesASecond = 20e6
const bytesOfFloat32 = 4

/**
 * @throws RuntimeError `runtimes/service-options` for a packaged model, and as the local runtime's services
 */
export async function folderService(
  options: ServiceOptions,
  { container, host = '127.0.0.1' }: Pick<SlurmSettings, 'container' | 'host'>,
): Promise<FolderService> {
  const { model, program = trainer, signal, onProgress } = options
  if (!('folder' in model)) {
    throw new RuntimeError(
      'runtimes/service-options',
      `${model.title} is served on this machine alone: leave --runtime out, or name a model folder`,
    )
  }
  const folder = path.resolve(model.folder)
  const facts = await readModelFolder(folder)
  requireOwnContext(options, facts.context)
  const { port, ...sizes } = checkedSizes({ ...options, context: facts.context }, facts.context)
  const { lockFile } = program
  const python =
    container?.python ??
    (await installedPython({ lockFile, what: 'PyTorch and Transformers', size: '1.5 GB' }, options))
  onProgress?.({ stage: 'starting', message: `checks the files of ${model.id}` })
  const hash = await checkedFolderHash(folder, signal)
  const sources = await sourcesHash(path.join(program.folder, program.module), 'serve')
  const versions = container === undefined ? await installedVersions(python, deciding) : [container.image]
  const bytes = facts.parameters * bytesOfFloat32
  const { slots, threads } = sizes
  return {
    program,
    python,
    reads: [folder],
    args: [
      ...['serve', folder, '--name', model.id],
      ...Object.entries({ threads, batch: slots, port }).flatMap(([name, value]) => [
        `--${name}`,
        String(value),
      ]),
      ...(host === '127.0.0.1' ? [] : ['--host', '0.0.0.0']),
    ],
    identity: {
      model: model.id,
      weightsSha256: hash,
      server: [`${program.module} ${sources.slice(0, 12)}`, ...versions].join(', '),
      architecture: process.arch,
      ...sizes,
    },
    port,
    readyWithinMs: 180_000 + Math.round((bytes / bytesASecond) * 1000),
    need: `its weights (${(bytes / 1e9).toFixed(1)} GB in float32) and ${slots} ${slots === 1 ? 'request' : 'requests'} at once`,
    check: (address, waiting) => requireSameWeights(address, model.id, hash, waiting),
  }
}
