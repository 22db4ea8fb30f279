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
import type { SlurmContainer } from '../slurm-settings.ts'
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
  const lock = await readFile(lockFile)
  const hash = createHash('sha256')
    .update(lock)
    .update(JSON.stringify([container.image, container.python]))
  const folder = path.resolve(context.directory, 'python-images', hash.digest('hex').slice(0, 16))
  await makeFolder(folder)
  // By another name first: the pip of another process may be reading it.
  await writeWhole(path.join(folder, 'requirements.lock'), lock.toString())
  const { variables, files } = packageSources()
  let last = ''
  const job: ProgramJob = {
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
    signal,
    onProgress: ({ message }) => onProgress?.({ stage: 'installing', message }),
    onOutput: (line) => (last = `${last}\n${line}`.slice(-10_000)),
  }
  const scripted = {
    ...job,
    python: container.python,
    comment: jobComment(folder),
    threads: 1,
    gpus: 0,
    nodes: 1,
  }
  const end = await runSlurmJob(job, context, () =>
    Promise.resolve(programScript(scripted, context.settings)),
  )
  if (end.state === 'done') return path.join(folder, 'environment/bin/python')
  if (signal?.aborted) return undefined
  throw installFailure(
    path.basename(lockFile),
    end.state === 'failed' ? `${last}\n${end.sentence}` : `it was ${end.state}`,
  )
}
