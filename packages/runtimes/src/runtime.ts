import type { ProgramJob, RunningJob } from './job.ts'
import type { ModelService, ServeOptions } from './service.ts'

/** Where programs run. What a job leaves and what a service answers do not depend on it. */
export interface Runtime {
  readonly id: 'local' | 'compose' | 'slurm'
  /** Runs a program to its end, in its folder. */
  readonly run: (job: ProgramJob) => RunningJob
  /** Serves a model until it is stopped. */
  readonly serve: (options: ServeOptions) => Promise<ModelService>
  /** Several servers of one model at once, all or none; left out where that is the same as one after the other. */
  readonly serveReplicas?: (options: ServeOptions, count: number) => Promise<readonly ModelService[]>
}

/** What a runtime is at, with a sentence for people. */
export interface RuntimeProgress {
  /** `waiting`: another process makes the environment or runs this job; `installing`: packages and weights are fetched, once; `starting`: the program is started. */
  readonly stage: 'waiting' | 'installing' | 'starting'
  readonly message: string
}
