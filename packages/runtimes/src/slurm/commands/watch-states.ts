import type { Clock } from '../clock.ts'
import { askStates } from './ask-states.ts'
import type { JobState } from './job-state.ts'
import type { SlurmCall } from './slurm-call.ts'

/** What is known of a job when it was asked for. */
export type KnownState = JobState | 'unknown' | 'no answer'

/** Tells states, by one question for all who ask. */
export interface WatchedStates {
  /** The state after the next question. `unknown`: Slurm answers, and knows no such job. */
  readonly next: (id: string) => Promise<KnownState>
}

/** However many jobs are watched, the controller is asked once in `pollMs`. */
export function watchStates(
  call: SlurmCall,
  { clock, pollMs }: { readonly clock: Clock; readonly pollMs: number },
): WatchedStates {
  let waiting: {
    readonly id: string
    readonly tell: (state: KnownState) => void
    readonly fail: (error: unknown) => void
  }[] = []
  let lastAsked = -Infinity
  async function ask(): Promise<void> {
    await clock.sleep(Math.max(0, lastAsked + pollMs - clock.now()))
    const asking = waiting
    waiting = []
    lastAsked = clock.now()
    try {
      const states = await askStates(call, [...new Set(asking.map(({ id }) => id))])
      for (const { id, tell } of asking)
        tell(states === undefined ? 'no answer' : (states.get(id) ?? 'unknown'))
    } catch (error) {
      for (const { fail } of asking) fail(error)
    }
  }
  return {
    next: (id) =>
      new Promise((tell, fail) => {
        waiting.push({ id, tell, fail })
        if (waiting.length === 1) void ask()
      }),
  }
}
