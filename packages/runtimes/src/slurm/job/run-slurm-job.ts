import { RuntimeError } from '../../errors.ts'
import { isDone } from '../../job/is-done.ts'
import type { JobEnd, ProgramJob } from '../../job.ts'
import type { SlurmContext } from '../slurm-context.ts'
import { givenUp, jobBeginnings } from './begin-job.ts'
import { endedAs } from './ended-as.ts'
import { jobLog } from './job-log.ts'
import { lastEnd } from './last-end.ts'
import { stopper } from './stopper.ts'

/** A node writes its line within that time of its start, and another machine sees it. */
const lateSeconds = 30

/** A job that waits or runs. */
export interface ActiveJob {
  readonly id: string
  /** How often Slurm has put it back into the queue. */
  readonly restarts: number
}

/**
 * Runs a job by Slurm: submits its script, or finds the job that is at its folder already, and waits for its end. The
 * result file decides; then what Slurm says. It outlives this process.
 *
 * @param script - the text of its script, made when it is needed
 * @param onActive - told, each time that Slurm is asked, which job waits or runs
 * @throws RuntimeError `runtimes/slurm-refused`, `runtimes/no-slurm`, `runtimes/slurm-unknown`
 */
export async function runSlurmJob(
  job: ProgramJob,
  context: SlurmContext,
  script: () => Promise<string | undefined>,
  onActive?: (job: ActiveJob) => void,
): Promise<JobEnd> {
  const { folder, name, signal, onOutput, onProgress } = job
  const { clock, settings, states } = context
  if (signal?.aborted) return { state: 'cancelled' }
  if (await isDone(job)) return { state: 'done' }

  let hasStarted = false
  const started = (agoMs = 0) => {
    stop.started(agoMs)
    if (hasStarted) return
    hasStarted = true
    onProgress?.({ stage: 'starting', message: `starts ${name}` })
  }
  const onWaiting = (message: string) => onProgress?.({ stage: 'waiting', message })
  let told = ''
  const say = (message: string) => {
    if (message !== told) onWaiting(message)
    told = message
  }
  const log = await jobLog(folder, { onStart: started, onOutput })
  const beginnings = jobBeginnings(job, context, { script, follow: log.follow, onWaiting })
  const stop = stopper(job, context)
  /** The log to its end comes before the end. */
  const finished = async (end: JobEnd): Promise<JobEnd> => {
    await log.finish()
    return end
  }

  try {
    const begun = await beginnings.first()
    if (begun === undefined) return { state: 'cancelled' }
    let { record, isNew } = begun
    hasStarted ||= begun.isAtWork === true
    stop.of(record.id)
    let unknownSince: number | undefined
    for (;;) {
      const state = await states.next(record.id)
      if (typeof state === 'string') {
        if (await isDone(job)) return finished({ state: 'done' })
        if (state === 'unknown') {
          unknownSince ??= clock.now()
          if (clock.now() - unknownSince > settings.unknownMs) throw unknownJob(record.id, job)
        }
        const what = state === 'unknown' ? `knows nothing of job ${record.id}` : 'does not answer'
        say(`Slurm ${what} at present, and is asked again`)
        continue
      }
      unknownSince = undefined
      if (state.restarts > record.restarts) {
        record = await beginnings.restarted(record, state.restarts)
        if (record.fruitless > settings.restarts) {
          await stop.now()
          return finished(givenUp(record, record.fruitless + 1))
        }
      }
      if (state.phase !== 'ended') onActive?.({ id: record.id, restarts: state.restarts })
      if (state.phase === 'pending') {
        const why = state.reason === '' ? '' : ` (${state.reason})`
        say(`${name} waits in Slurm’s queue as job ${record.id}${why}`)
        await stop.pending()
        continue
      }
      if (state.phase === 'running') {
        // Its line in the log says it best, but may have been written before that was followed.
        const seconds = state.usedSeconds ?? 0
        if (!isNew || seconds > lateSeconds) started(seconds * 1000)
        continue
      }
      const goesOn = endedAs(state, settings.graceSeconds) === 'again'
      if (stop.reason() === undefined && goesOn && !(await isDone(job))) {
        const next = await beginnings.again(record)
        if (next === undefined) return finished({ state: 'cancelled' })
        if (!('record' in next)) return finished(givenUp(next, next.fruitless))
        const { id } = next.record
        onWaiting(`${name} is submitted again as job ${id}: ${state.state} ended job ${record.id}`)
        ;({ record, isNew } = next)
        stop.of(id)
        continue
      }
      const lastLine = await log.lastLine()
      return await finished(await lastEnd({ job, state, reason: stop.reason(), lastLine }))
    }
  } catch (error) {
    const isGivenUp = error === signal?.reason || (error as Error).name === 'AbortError'
    if (signal?.aborted && isGivenUp) return { state: 'cancelled' }
    throw error
  } finally {
    stop.end()
    await log.finish()
  }
}

function unknownJob(id: string, { name, folder, resultFile }: ProgramJob): RuntimeError {
  return new RuntimeError(
    'runtimes/slurm-unknown',
    `Slurm no longer knows job ${id}, and ${name} has left ${resultFile === undefined ? 'no word' : `no ${resultFile}`}: how it ended cannot be told (its log is in ${folder}); run the command again, and it goes on from what it left`,
  )
}
