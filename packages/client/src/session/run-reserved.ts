import { limitReached, type Estimate } from '../limits/ledger.ts'
import { runJobs, type RunOptions } from './run-jobs.ts'
import type { Session } from './session.ts'

/** Does a session's jobs side by side; what each may use at most is reserved while it is under way. */
export function runReserved<Job, Result>(
  { settings, gate, ledger }: Session,
  options: Pick<RunOptions<Job, Result>, 'jobs' | 'perform' | 'firstFailures' | 'signal'> & {
    readonly estimateOf: (job: Job) => Estimate
  },
): AsyncGenerator<readonly Result[]> {
  const { estimateOf, perform } = options
  return runJobs<Job, Result>({
    ...options,
    limit: () => gate.limit,
    admit: (job) => (!ledger.isLimited || ledger.reserve(estimateOf(job)) ? undefined : limitReached(ledger)),
    perform: async (job, run, more) => {
      try {
        return await perform(job, run, more)
      } finally {
        if (ledger.isLimited) ledger.release(estimateOf(job))
      }
    },
    drainMs: settings.waits.drain,
  })
}
