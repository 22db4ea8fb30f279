import { requireOneMachine } from '../job/one-machine.ts'
import type { Runtime } from '../runtime.ts'
import type { ImageProgram } from './context.ts'

/** Options of {@link composeRuntime}. */
export interface ComposeOptions {
  /** For what is made once (Python environments of images), and for logs and files of services; absolute. */
  readonly directory: string
  /** Images that programs run in, by digest; `readImages()` gives the project's own. */
  readonly images: { readonly trainer: ImageProgram; readonly vllm?: ImageProgram | undefined }
  /** The engine's address, as in DOCKER_HOST; the environment's if left out. */
  readonly host?: string | undefined
}

/**
 * Runs programs in containers of this machine, by docker compose. Each job and each service is a project of its own,
 * whose file is kept in its folder.
 *
 * A job outlives its harness: started again, its container is found and waited for. A service ends with its owner.
 */
export function composeRuntime(options: ComposeOptions): Runtime {
  // Loaded when something is started: most commands start nothing.
  const context = once(async () => (await import('./context.ts')).openContext(options))
  return {
    id: 'compose',
    run: (job) => ({
      ended: import('./job/run-job.ts').then(({ runJob }) => runJob(job, context)),
    }),
    serve: async (service) => {
      requireOneMachine({ name: service.model.id, nodes: service.nodes }, 'compose')
      const { serve } = await import('./service/serve.ts')
      return serve({ ...service, directory: options.directory }, await context())
    },
  }
}

/** Makes something once; what failed is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}
