import { exitCodes } from '@retable/trainer'
import type { JobState } from '../commands/job-state.ts'

/**
 * What an end without a result means. `again`: its node, its time or a job before it in rank ended it, and it goes on from its
 * checkpoint; `stopped`: someone ended it, or it found right to stop; `failed`: it would fail again.
 */
export type EndedAs = 'again' | 'stopped' | 'failed'

// Slurm looks at limits once a minute.
const lateSeconds = 90

/** @param graceSeconds - from SIGTERM to the time limit */
export function endedAs(state: JobState, graceSeconds: number): EndedAs {
  if (['NODE_FAIL', 'BOOT_FAIL', 'PREEMPTED', 'TIMEOUT', 'REVOKED'].includes(state.state)) return 'again'
  const { limitSeconds, usedSeconds } = state
  const isStopped = state.exitCode === exitCodes.stopped
  const reachedLimit =
    limitSeconds !== undefined &&
    usedSeconds !== undefined &&
    usedSeconds >= limitSeconds - graceSeconds - lateSeconds
  // It ends with a code of its own shortly before its limit.
  if (isStopped && reachedLimit && state.state !== 'CANCELLED') return 'again'
  if (isStopped || state.state === 'CANCELLED' || state.state === 'DEADLINE') return 'stopped'
  return 'failed'
}
