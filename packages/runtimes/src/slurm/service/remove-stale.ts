import { queuedJobs } from '../commands/find-by-comment.ts'
import { slurmCall, type SlurmCall, type SlurmCommands } from '../commands/slurm-call.ts'
import { isStale } from './owner.ts'

/** Ends services whose owner on this machine is gone: killed, it could not end them. @returns how many */
export async function removeStale(call: SlurmCall): Promise<number> {
  const queued = ((await queuedJobs(call)) ?? []).filter(({ comment }) => isStale(comment))
  // An array is told of once for each task that runs.
  const stale = [...new Set(queued.map(({ id }) => id))]
  if (stale.length > 0) await call('scancel', ['--full', '--signal=KILL', ...stale])
  // Those that still wait.
  if (stale.length > 0) await call('scancel', stale)
  return stale.length
}

/** The same, by Slurm's commands. @returns how many; null where there are no such commands */
export async function removeStaleServices(commands: SlurmCommands = {}): Promise<number | null> {
  return removeStale(slurmCall(commands)).catch((error: unknown) => {
    if ((error as { readonly code?: string }).code === 'runtimes/no-slurm') return null
    throw error
  })
}
