import type { Runtime } from '../runtime.ts'
import { runJob } from './run-job.ts'
import { startService } from './service/start-service.ts'

/**
 * Runs programs as processes of this machine.
 *
 * @param options.directory - for what is made once (Python environments, weights) and for logs of services
 */
export function localRuntime({ directory }: { readonly directory: string }): Runtime {
  return {
    id: 'local',
    run: (job) => runJob(job, { directory }),
    serve: (options) => startService({ ...options, directory }),
  }
}
