/** What Slurm says of a job, or of a task of an array. */
export interface JobState {
  readonly phase: 'pending' | 'running' | 'ended'
  /** Slurm's own word: `COMPLETED`, `NODE_FAIL` … */
  readonly state: string
  /** Why it waits or ended: `Resources`, `DependencyNeverSatisfied` …; '' if it is not said. */
  readonly reason: string
  /** Null where a signal ended it, or it has not ended. */
  readonly exitCode: number | null
  readonly signal: number | null
  /** How often Slurm has put it back into the queue. */
  readonly restarts: number
  /** Of its last start, in seconds; undefined where it is not known, or has no limit. */
  readonly usedSeconds?: number | undefined
  readonly limitSeconds?: number | undefined
}

const phases: Readonly<Record<string, JobState['phase']>> = {
  PENDING: 'pending',
  CONFIGURING: 'pending',
  REQUEUED: 'pending',
  REQUEUE_HOLD: 'pending',
  REQUEUE_FED: 'pending',
  RESV_DEL_HOLD: 'pending',
  SPECIAL_EXIT: 'pending',
  RUNNING: 'running',
  COMPLETING: 'running',
  SUSPENDED: 'running',
  STOPPED: 'running',
  SIGNALING: 'running',
  STAGE_OUT: 'running',
  RESIZING: 'running',
  COMPLETED: 'ended',
  FAILED: 'ended',
  CANCELLED: 'ended',
  TIMEOUT: 'ended',
  NODE_FAIL: 'ended',
  PREEMPTED: 'ended',
  BOOT_FAIL: 'ended',
  DEADLINE: 'ended',
  OUT_OF_MEMORY: 'ended',
  REVOKED: 'ended',
}

/** @returns undefined for a state that no version of Slurm is known to have */
export function phaseOf(state: string): JobState['phase'] | undefined {
  return phases[state]
}

/** `65:0` of scontrol and sacct: code and signal; `16640` of squeue: the status that wait(2) gives. */
export function exitOf(text: string): Pick<JobState, 'exitCode' | 'signal'> {
  const pair = /^(\d+):(\d+)$/.exec(text)
  const status = Number(text)
  const [code, signal] = pair ? [Number(pair[1]), Number(pair[2])] : [status >> 8, status & 127]
  return signal === 0 ? { exitCode: code, signal: null } : { exitCode: null, signal }
}

/** What ended a job, as Node calls it; null where that was no signal. */
export function signalOf({ state, signal }: JobState): NodeJS.Signals | null {
  if (state === 'OUT_OF_MEMORY') return 'SIGKILL'
  // By scancel: of a user, or of whoever runs the cluster.
  if (state === 'CANCELLED' || signal === 15) return 'SIGTERM'
  if (signal === null) return null
  return signal === 9 ? 'SIGKILL' : (`signal ${signal}` as NodeJS.Signals)
}

/** `1-02:03:04`, `02:03:04` or `03:04`. @returns undefined for `UNLIMITED` and the like */
export function secondsOf(text: string): number | undefined {
  const parts = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+)$/.exec(text)
  if (parts === null) return undefined
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0))
  return ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!
}
