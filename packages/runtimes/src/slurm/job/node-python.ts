import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, writeWhole } from '@retable/core'
import { packageSources } from '../../compose/python/package-sources.ts'
import type { ProgramJob } from '../../job.ts'
import { installFailure } from '../../python/install-failure.ts'
import { installedPython } from '../../python/installed-python.ts'
import { makeEnvironmentFile } from '../../python/python-files.ts'
import { programScript } from '../script/program-script.ts'
import type { SlurmContext } from '../slurm-context.ts'
import type { SlurmContainer, SlurmSettings } from '../slurm-settings.ts'
import { runSlurmJob } from './run-slurm-job.ts'
import { jobComment } from './slurm-record.ts'

/** The Python of a lock file's environment on the nodes: this machine's, or an image's own. @throws RuntimeError as these */
export async function nodePython(
  packages: { readonly lockFile: string; readonly what: string; readonly size?: string },
  context: SlurmContext,
  options: Pick<ProgramJob, 'signal' | 'onProgress'>,
): Promise<string | undefined> {
  const { directory, settings } = context
  try {
    return settings.container === undefined
      ? await installedPython(packages, { ...options, directory })
      : await containerPython(packages, settings.container, context, options)
  } catch (error) {
    if (options.signal?.aborted) return undefined
    throw error
  }
}

/**
 * The Python of a lock file's environment as an image's own interpreter makes it: by a job, in a container, on first
 * use. It works in that image alone. Its node needs the network, or a mirror that PIP_INDEX_URL names.
 *
 * @returns its interpreter; undefined where the signal ended it
 * @throws RuntimeError `runtimes/no-network`, `runtimes/python-packages`; as `runSlurmJob`
 */
async function containerPython(
  { lockFile, what }: { readonly lockFile: string; readonly what: string },
  container: SlurmContainer,
  context: SlurmContext,
  { signal, onProgress }: Pick<ProgramJob, 'signal' | 'onProgress'>,
): Promise<string | undefined> {
  const { folder, python } = await containerEnvironmentOf(lockFile, container, context.directory)
  await makeFolder(folder)
  // By another name first: the pip of another process may be reading it.
  await writeWhole(path.join(folder, 'requirements.lock'), await readFile(lockFile, 'utf8'))
  let last = ''
  const job: ProgramJob = {
    ...installJob(folder, what),
    signal,
    onProgress: ({ message }) => onProgress?.({ stage: 'installing', message }),
    onOutput: (line) => (last = `${last}\n${line}`.slice(-10_000)),
  }
  const end = await runSlurmJob(job, context, () =>
    Promise.resolve(installScript(job, container, context.settings)),
  )
  if (end.state === 'done') return python
  if (signal?.aborted) return undefined
  throw installFailure(
    path.basename(lockFile),
    end.state === 'failed' ? `${last}\n${end.sentence}` : `it was ${end.state}`,
  )
}

/** Where a lock file's environment is made by an image's own Python; it works in that image alone, at that path. */
export async function containerEnvironmentOf(
  lockFile: string,
  { image, python }: SlurmContainer,
  directory: string,
): Promise<{ readonly folder: string; readonly python: string }> {
  const hash = createHash('sha256')
    .update(await readFile(lockFile))
    .update(JSON.stringify([image, python]))
  const folder = path.resolve(directory, 'python-images', hash.digest('hex').slice(0, 16))
  return { folder, python: path.join(folder, 'environment/bin/python') }
}

/** The job that makes an environment in its folder. */
export function installJob(folder: string, what: string): ProgramJob {
  const { variables, files } = packageSources()
  return {
    name: `the installation of ${what}`,
    folder,
    program: {
      module: path.basename(makeEnvironmentFile, '.py'),
      folder: path.dirname(makeEnvironmentFile),
      lockFile: '',
    },
    args: ['requirements.lock', 'environment', 'complete'],
    resultFile: 'complete',
    environment: variables,
    reads: files,
  }
}

/** Its script: by the image's own Python. */
export function installScript(job: ProgramJob, container: SlurmContainer, settings: SlurmSettings): string {
  const { folder } = job
  const sizes = { threads: 1, gpus: 0, nodes: 1 }
  return programScript({ ...job, ...sizes, python: container.python, comment: jobComment(folder) }, settings)
}
