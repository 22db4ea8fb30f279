import path from 'node:path'
import { launcherEnvironment } from '@retable/trainer'
import type { JobEnd, ProgramJob } from '../../job.ts'
import { requireOneMachine } from '../../job/one-machine.ts'
import { isDone } from '../../job/is-done.ts'
import { jobEnd } from '../../job/job-end.ts'
import { defaultGraceMs, launcherGrace } from '../../job/launcher-grace.ts'
import { logHeader } from '../../job/log-header.ts'
import { moduleWords } from '../../job/module-words.ts'
import type { ComposeContext } from '../context.ts'
import type { Mount } from '../file/compose-text.ts'
import { containerUser } from '../file/container-user.ts'
import { containerEnvironment } from '../../job/container-environment.ts'
import { imagePython } from '../python/image-python.ts'
import { runContainer } from './run-container.ts'

/**
 * Runs a job in a container. Its log is log.txt in its folder, appended; compose.yaml, container.sh and container.json there
 * tell what was started. The container outlives this process: the same job, run again, waits for it.
 */
export async function runJob(job: ProgramJob, open: () => Promise<ComposeContext>): Promise<JobEnd> {
  const { folder, name, program, signal, onProgress, resultFile, graceMs = defaultGraceMs } = job
  if (signal?.aborted) return { state: 'cancelled' }
  if (await isDone(job)) return { state: 'done' }
  requireOneMachine(job, 'compose')
  try {
    const context = await open()
    const python = await imagePython(
      { lockFile: program.lockFile, what: `the packages of ${program.module}` },
      { context, image: context.trainer, signal, onProgress },
    )
    const launcher = launcherEnvironment({ threads: job.threads ?? 1 })
    const user = await containerUser(folder, context.engine)
    const asRoot = user.uid === 0 && !context.engine.isRootless ? ', as root, whose folder it is' : ''
    const ended = await runContainer(context.engine, {
      folder,
      title: name,
      image: context.trainer.image,
      header: logHeader({ title: name, module: program.module, args: job.args, launcher }),
      resultFile: resultFile === undefined ? undefined : path.join(folder, resultFile),
      inputFile: job.inputFile === undefined ? undefined : path.join(folder, job.inputFile),
      command: [python, '-s', '-P', '-u', ...moduleWords({ ...job, module: program.module })],
      mounts: mountsOf(folder, [path.resolve(python, '../..'), program.folder, ...(job.reads ?? [])]),
      environment: {
        ...containerEnvironment(folder),
        ...launcher,
        ...launcherGrace(job.launcher, graceMs),
        PYTHONPATH: program.folder,
        ...job.environment,
      },
      // Nothing is fetched, and nobody is told anything.
      network: 'none',
      gpus: job.gpus ?? 0,
      gpuIds: job.gpuIds,
      graceMs,
      timeoutMs: job.timeoutMs,
      signal,
      isDone: () => isDone(job),
      onLine: job.onOutput,
      onWaiting: () =>
        onProgress?.({ stage: 'waiting', message: `waits for what already runs ${name} in ${folder}` }),
      onFetching: (image) =>
        onProgress?.({ stage: 'installing', message: `fetches the image ${image}, once` }),
      onStarting: () =>
        onProgress?.({ stage: 'starting', message: `starts ${name} in a container${asRoot}` }),
    })
    if (ended === null) return { state: 'done' }
    return jobEnd({ ...ended, isDone: await isDone(job), resultFile })
  } catch (error) {
    // Before there was anything to stop.
    if (signal?.aborted) return { state: 'cancelled' }
    throw error
  }
}

/** Mounts of what a program only reads; what lies in its folder is there already. */
export function mountsOf(folder: string, reads: readonly string[]): Mount[] {
  const outside = reads
    .map((file) => path.resolve(file))
    .filter((file) => file !== folder && !file.startsWith(folder + path.sep))
  return [...new Set(outside)].map((file) => ({ path: file, isWritable: false }))
}
