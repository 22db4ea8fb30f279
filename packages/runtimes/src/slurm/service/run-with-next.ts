import type { ProgramJob, RunningJob } from '../../job.ts'
import { runSlurmJob, type ActiveJob } from '../job/run-slurm-job.ts'
import type { SlurmContext } from '../slurm-context.ts'
import { waitingServers } from './waiting-servers.ts'

/**
 * Runs a job; the servers that wait for it leave the queue where it does not get done.
 *
 * @param script - the text of its script, made when it is needed
 */
export function runWithNext(
  job: ProgramJob,
  context: SlurmContext,
  script: () => Promise<string | undefined>,
): RunningJob {
  const { next, resultFile, signal } = job
  const run = (onActive?: (active: ActiveJob) => void) => runSlurmJob(job, context, script, onActive)
  if (next === undefined || resultFile === undefined) return { ended: run() }
  const { behind, ...waiting } = waitingServers({ ...job, resultFile }, next, context)
  // It may take its time to end.
  const cancel = () => void waiting.cancel().catch(() => {})
  signal?.addEventListener('abort', cancel, { once: true })
  const ended = (async () => {
    let isDone = false
    try {
      const end = await run(behind)
      isDone = end.state === 'done'
      return end
    } finally {
      signal?.removeEventListener('abort', cancel)
      if (!isDone) await waiting.cancel().catch(() => {})
    }
  })()
  return { ended, waiting }
}
