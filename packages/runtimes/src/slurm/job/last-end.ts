import { setTimeout as delay } from 'node:timers/promises'
import { isDone } from '../../job/is-done.ts'
import { jobEnd } from '../../job/job-end.ts'
import type { JobEnd, ProgramJob } from '../../job.ts'
import { signalOf, type JobState } from '../commands/job-state.ts'

// A file that one node has written is seen by another a little later.
const lateMs = 3000
const everyMs = 200

/** What the end that Slurm tells of means, once the result file has been looked for. */
export async function lastEnd(of: {
  readonly job: ProgramJob
  readonly state: JobState
  /** Why we stopped it; undefined where we did not. */
  readonly reason: 'timed out' | 'cancelled' | undefined
  readonly lastLine: string | undefined
}): Promise<JobEnd> {
  const { job, state, reason, lastLine } = of
  let done = await isDone(job)
  for (
    let waited = 0;
    done === false && state.exitCode === 0 && reason === undefined && waited < lateMs;
    waited += everyMs
  ) {
    await delay(everyMs)
    done = await isDone(job)
  }
  return jobEnd({
    end: { stopped: reason !== undefined, exitCode: state.exitCode, signal: signalOf(state) },
    lastLine,
    isDone: done,
    isTimedOut: reason === 'timed out',
    resultFile: job.resultFile,
  })
}
