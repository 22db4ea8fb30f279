import { userInfo } from 'node:os'
import type { SlurmCall } from './slurm-call.ts'

/** A job of this user that waits or runs. */
export interface QueuedJob {
  readonly id: string
  readonly comment: string
}

/**
 * This user's jobs that wait or run, and have a comment of ours: a process that was killed just after it submitted one
 * could not write down its id.
 *
 * @returns undefined where Slurm does not answer at present
 */
export async function queuedJobs(call: SlurmCall): Promise<readonly QueuedJob[] | undefined> {
  // %A would give each task of an array that runs an id of its own.
  const answer = await call('squeue', ['--noheader', `--user=${userInfo().username}`, '--format=%F|%k'])
  if (answer.exitCode !== 0) return undefined
  return answer.stdout.split('\n').flatMap((line) => {
    const at = line.indexOf('|')
    const comment = line.slice(at + 1).trim()
    return at > 0 && comment.startsWith('retable ') ? [{ id: line.slice(0, at).trim(), comment }] : []
  })
}
