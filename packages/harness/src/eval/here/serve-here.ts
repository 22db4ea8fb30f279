import type { ModelService, PythonProgram, ServiceOptions } from '@retable/runtimes'
import { isBatchInvariant } from '@retable/runtimes/vllm'
import { gpusHere } from '../../engines/costs/gpus-here.ts'
import { openPlace, type Place, type PlaceFacts } from '../../engines/served/place/open-place.ts'
import { HarnessError } from '../../errors.ts'

/** Where a model is served, and on what. */
export interface ServeOptions {
  readonly model: ServiceOptions['model']
  /** Where what it needs is kept. */
  readonly directory: string
  /** `local` if left out. */
  readonly runtime?: string | undefined
  /** A file with the settings of runtimes; absolute. */
  readonly runtimeSettings?: string | undefined
  /** To serve it on, by vLLM; as many as one where the runtime has any and can, and else none, if left out. */
  readonly gpus?: number | undefined
  /** Machines that its layers are spread over, with so many GPUs each, by Slurm; 1 if left out. */
  readonly serverNodes?: number | undefined
  /** Requests at once; the server's own measure if left out. */
  readonly slots?: number | undefined
  /** What serves a model folder; the trainer's program, or vLLM, if left out. */
  readonly program?: PythonProgram | undefined
  readonly signal: AbortSignal
  readonly onProgress: (what: string) => void
}

/** A model that is served. */
export interface Served {
  readonly service: ModelService
  readonly slots: number
  /** Null where it is a process of this machine. */
  readonly facts: PlaceFacts | null
}

/** What a request costs little beside: a GPU computes many together. */
export const slotsOnGpu = 64

/**
 * Serves a model by a runtime: a folder on GPUs by vLLM where there are any, and else on the processor.
 *
 * @throws HarnessError `harness/gpus`, `harness/runtime`, `harness/runtime-settings`; RuntimeError of the runtime
 */
export async function serveHere(options: ServeOptions): Promise<Served> {
  const { model, signal, program, serverNodes: nodes } = options
  const place = await openPlace(options)
  const gpus = 'folder' in model ? (options.gpus ?? (await gpusFor(place))) : 0
  if (!('folder' in model) && (options.gpus ?? 0) > 0) {
    throw new HarnessError(
      'harness/gpus',
      `${model.title} is served on the processor: leave --gpus out, or name a model folder or hf:OWNER/NAME@COMMIT`,
    )
  }
  const slots = options.slots ?? (gpus > 0 ? slotsOnGpu : 1)
  const onProgress = ({ message }: { readonly message: string }) => options.onProgress(message)
  const onGpus =
    gpus > 0
      ? {
          ...{ server: 'vllm' as const, gpus },
          vllm: {
            batchInvariant: place.gpu !== null && isBatchInvariant(place.gpu),
            python: place.vllmPython,
          },
        }
      : {}
  const service = await place.runtime.serve({ model, program, slots, nodes, ...onGpus, signal, onProgress })
  return { service, slots, facts: place.facts }
}

/**
 * Refuses a server over several machines where there is one, before its model is fetched.
 *
 * @throws HarnessError `harness/server-nodes`
 */
export function requireServerNodes({
  model,
  runtime = 'local',
  serverNodes = 1,
}: Pick<ServeOptions, 'runtime' | 'serverNodes'> & { readonly model: string }): void {
  if (serverNodes === 1 || runtime === 'slurm') return
  throw new HarnessError(
    'harness/server-nodes',
    `${model} is to be served over ${serverNodes} machines together, and ${runtime} has this one: take --runtime slurm, or leave --server-nodes out`,
    { kind: 'environment' },
  )
}

/** GPUs to serve a model folder on: one where the runtime has GPUs and a vLLM. */
export async function gpusFor({ runtime, gpu, vllmPython }: Place): Promise<number> {
  if (runtime.id === 'slurm') return gpu === null ? 0 : 1
  if (runtime.id === 'local' && vllmPython === undefined) return 0
  return Math.min(1, (await gpusHere()).length)
}
