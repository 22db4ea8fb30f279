import type { ProgramJob } from '../job.ts'
import type { Runtime } from '../runtime.ts'
import { nodePython } from './job/node-python.ts'
import { jobScript } from './script/job-script.ts'
import { serveBySlurm } from './service/serve.ts'
import { runWithNext } from './service/run-with-next.ts'
import { slurmContext, type SlurmContext, type SlurmOptions } from './slurm-context.ts'

/**
 * Runs programs by Slurm, from a machine that can submit jobs. All folders are on a file system that its nodes share.
 */
export function slurmRuntime(options: SlurmOptions): Runtime {
  const context = slurmContext(options)
  return {
    id: 'slurm',
    run: (job) => runWithNext(job, context, () => scriptOf(job, context)),
    serve: async (service) => (await serveBySlurm(service, 1, context))[0]!,
    serveReplicas: (service, count) => serveBySlurm(service, count, context),
  }
}

/** @returns undefined where its signal ended it */
async function scriptOf(job: ProgramJob, context: SlurmContext): Promise<string | undefined> {
  const { program, signal, onProgress } = job
  const { lockFile, module } = program
  const python = await nodePython({ lockFile, what: `the packages of ${module}` }, context, {
    signal,
    onProgress,
  })
  if (python === undefined || signal?.aborted) return undefined
  return jobScript(job, python, context.settings)
}
