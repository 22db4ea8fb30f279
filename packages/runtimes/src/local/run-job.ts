import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { JobEnd, ProgramJob, RunningJob } from '../job.ts'
import { installedPython } from '../python/installed-python.ts'
import { followFile, type FollowedFile } from '../job/follow-file.ts'
import { requireOneMachine } from '../job/one-machine.ts'
import { defaultGraceMs } from '../job/launcher-grace.ts'
import { isDone } from '../job/is-done.ts'
import { jobEnd } from '../job/job-end.ts'
import { jobCommand } from './job-command.ts'
import { startProcess } from './start-process.ts'

const longestTimerMs = 2 ** 31 - 1

/**
 * Runs a job by a process of this machine. Its log is log.txt in its folder, appended, with a line at each start; the
 * file `lock` there says who is at it, and another start of the same folder waits for that one's end.
 *
 * The program ends with this process: by SIGTERM, and SIGKILL after 20 s, also where this process is killed. Run again,
 * it goes on from what it left.
 */
export function runJob(job: ProgramJob, { directory }: { readonly directory: string }): RunningJob {
  return { ended: run(job, directory) }
}

async function run(job: ProgramJob, directory: string): Promise<JobEnd> {
  const { program, folder, name, signal, onProgress } = job
  const waitsFor = (message: string) => onProgress?.({ stage: 'waiting', message })
  if (signal?.aborted) return { state: 'cancelled' }
  if (await isDone(job)) return { state: 'done' }
  requireOneMachine(job, 'local')
  const { lockFile, module } = program
  const python = await installedPython(
    { lockFile, what: `the packages of ${module}` },
    { directory, signal, onProgress },
  ).catch((error: unknown) => {
    if (signal?.aborted) return undefined
    throw error
  })
  if (python === undefined || signal?.aborted) return { state: 'cancelled' }

  const { graceMs = defaultGraceMs } = job
  const logFile = path.join(folder, 'log.txt')
  const logBefore = await sizeOf(logFile)
  let followed: FollowedFile | undefined
  let isTimedOut = false
  let timer: NodeJS.Timeout | undefined
  const started = (logBytes: number) => {
    onProgress?.({ stage: 'starting', message: `starts ${name}` })
    followed = followFile(logFile, logBytes, (line) => job.onOutput?.(line))
    if (job.timeoutMs === undefined) return
    timer = setTimeout(
      () => {
        isTimedOut = true
        void supervised.stop()
      },
      Math.min(job.timeoutMs, longestTimerMs),
    )
  }
  const supervised = await startProcess({
    ...jobCommand(python, job),
    cwd: folder,
    logFile,
    kind: 'job',
    graceMs,
    onWords: (words) => {
      if (followed !== undefined) return
      const bytes = /^started (\d+)$/m.exec(words)?.[1]
      if (bytes !== undefined) started(Number(bytes))
      else if (words.includes('waiting')) waitsFor(`waits for another process that runs ${name} in ${folder}`)
    },
  })
  const cancel = () => void supervised.stop()
  signal?.addEventListener('abort', cancel, { once: true })
  if (signal?.aborted) cancel()
  try {
    const end = await supervised.ended
    // Its words may come after its end.
    await supervised.ready
    // What came before its start is of what starts it, as where nothing can be locked there.
    followed ??= followFile(logFile, logBefore, () => {})
    const lastLine = await followed.finish()
    return jobEnd({ end, lastLine, isDone: await isDone(job), isTimedOut, resultFile: job.resultFile })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  }
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}
