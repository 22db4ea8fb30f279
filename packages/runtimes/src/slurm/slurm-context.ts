import { graceSecondsOf } from './script/directives.ts'
import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'
import { slurmCall, type SlurmCall, type SlurmCommands } from './commands/slurm-call.ts'
import { watchStates, type WatchedStates } from './commands/watch-states.ts'
import { checkpointsOf } from './job/checkpoints-of.ts'
import type { SlurmSettings } from './slurm-settings.ts'

/** Options of {@link slurmRuntime} and {@link submitGraph}. */
export interface SlurmOptions {
  /** For what is made once and for folders of services; on a file system that all nodes share. */
  readonly directory: string
  readonly settings?: SlurmSettings | undefined
  /** Where Slurm's commands are. */
  readonly commands?: SlurmCommands | undefined
  /** In place of processes; for simulations. */
  readonly call?: SlurmCall | undefined
  readonly clock?: Clock | undefined
  /** What a job's folder holds of its work; another text for more of it. Its whole checkpoints if left out. */
  readonly progressOf?: ((folder: string) => Promise<string>) | undefined
}

/** Settings with what is always needed filled in. */
export interface ResolvedSettings extends SlurmSettings {
  readonly pollMs: number
  readonly restarts: number
  readonly unknownMs: number
  readonly graceSeconds: number
}

/** What all parts of a runtime share. */
export interface SlurmContext {
  readonly directory: string
  readonly settings: ResolvedSettings
  readonly call: SlurmCall
  readonly clock: Clock
  readonly states: WatchedStates
  readonly progressOf: (folder: string) => Promise<string>
  /** That this process's services ask for: every user of the cluster reaches them. */
  readonly key: string
}

export function slurmContext(options: SlurmOptions): SlurmContext {
  const given = options.settings ?? {}
  const settings: ResolvedSettings = {
    ...given,
    pollMs: given.pollMs ?? 5000,
    restarts: given.restarts ?? 3,
    unknownMs: given.unknownMs ?? 900_000,
    graceSeconds: graceSecondsOf(given),
  }
  const call = options.call ?? slurmCall(options.commands)
  const clock = options.clock ?? systemClock
  return {
    directory: options.directory,
    settings,
    call,
    clock,
    states: watchStates(call, { clock, pollMs: settings.pollMs }),
    key: randomBytes(24).toString('hex'),
    progressOf: options.progressOf ?? checkpointsOf,
  }
}
