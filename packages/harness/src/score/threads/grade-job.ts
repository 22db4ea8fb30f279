import type { Grade, GradeContext } from '@retable/core'

/** What a worker thread is started with: variants are functions and cannot be sent, so it loads them by name. */
export interface GradeWorkerSetup {
  /** Id of the benchmark, or the absolute path of its module. */
  readonly benchmark: string
  readonly variant: string
}

/** The outputs of one row, all of the same item. */
export interface GradeJob {
  readonly outputs: readonly string[]
  readonly context: GradeContext
}

/** Grades of a job's outputs, in order; fewer than outputs if one could not be graded. */
export type JobGrades = readonly Grade[]
