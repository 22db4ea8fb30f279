import type { ModelService, ServeOptions } from './service.ts'

/** Servers of a model that a job is to leave, for where programs wait in a queue. */
export interface NextServers {
  /** As they are to be served; the model's folder is not there yet. */
  readonly service: ServeOptions
  readonly count: number
  /** A model folder that is there, of the same architecture and size. */
  readonly like: string
  /** What stands in the job's result file where it is this job's, such as a hash. */
  readonly holds: string
}

/** Servers that wait in a queue behind a job, and begin when it has left its result. */
export interface WaitingServers {
  /**
   * Those that wait, or others in their place where they cannot be had; the job is done. To be called once.
   *
   * @throws as `serve`
   */
  readonly take: (options: ServeOptions) => Promise<readonly ModelService[]>
  /** Takes them out of the queue, and ends what has begun; those that were taken stay. Calling it again does no more. */
  readonly cancel: () => Promise<void>
}
