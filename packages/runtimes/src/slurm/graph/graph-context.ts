import type { SlurmContext, SlurmOptions } from '../slurm-context.ts'
import type { GraphEnd, GraphJob } from './job-graph.ts'
import type { Unit, UnitState } from './unit.ts'

/** Options of {@link submitGraph}. */
export interface GraphOptions extends SlurmOptions {
  /** Tasks that may wait or run at once; as many as Slurm takes if left out. */
  readonly maxSubmitJobs?: number | undefined
  /** Cancels what waits and runs. */
  readonly signal?: AbortSignal | undefined
  /** From SIGTERM to SIGKILL where it is cancelled, in milliseconds; 60,000 if left out. */
  readonly graceMs?: number | undefined
  readonly onEnd?: ((id: string, end: GraphEnd) => void) | undefined
  /** Told where jobs are submitted again, and where Slurm takes no more or does not answer. */
  readonly onMessage?: ((message: string) => void) | undefined
}

/** What all parts of a submitted graph share. */
export interface GraphContext extends SlurmContext {
  readonly options: GraphOptions
  readonly levels: readonly (readonly Unit[])[]
  readonly of: (unit: Unit) => UnitState
  /** Units of the jobs before a unit's. */
  readonly before: (unit: Unit) => readonly Unit[]
  readonly jobsBefore: (unit: Unit) => readonly GraphJob[]
  /** Ids of jobs that ended without their result: what waits for one of them never begins. */
  readonly broken: Set<string>
  /** Ends a unit, for good. */
  readonly finish: (unit: Unit, end: GraphEnd) => void
}
