import path from 'node:path'
import type { EngineOptions } from '@retable/core'
import type { Runtime, RuntimeName, SlurmSettings } from '@retable/runtimes'
import type { Images } from '@retable/runtimes/images'
import { gpusHere } from '../../costs/gpus-here.ts'
import { HarnessError } from '../../../errors.ts'
import { readRuntimeSettings, type RuntimeSettings } from './runtime-settings.ts'

/** Where programs run, with what it has. */
export interface Place {
  readonly runtime: Runtime
  /** Of containers; null where programs run in none. */
  readonly images: Images | null
  /** Kind of the GPUs, as their driver or the cluster calls it; null where there is none, or none is named. */
  readonly gpu: string | null
  /** A Python that has vLLM, where programs run in no image. */
  readonly vllmPython: string | undefined
  /** For manifests; null where nothing runs but processes of this machine. */
  readonly facts: PlaceFacts | null
}

/** What a manifest says of the place. */
export interface PlaceFacts {
  readonly runtime: Exclude<RuntimeName, 'local'>
  /** Pinned by digests; left out where programs run in no image. */
  readonly images?: Readonly<Record<keyof Images, string>>
  readonly slurm?: Pick<SlurmSettings, 'partition' | 'gpu' | 'container'>
}

/**
 * The place that a command names, with its settings.
 *
 * @throws HarnessError `harness/runtime`, `harness/runtime-settings`; RuntimeError of the runtime
 */
export async function openPlace(
  options: Pick<EngineOptions, 'directory' | 'runtime' | 'runtimeSettings'>,
): Promise<Place> {
  const { directory, runtime: name = 'local', runtimeSettings: file } = options
  const settings: RuntimeSettings = file === undefined ? {} : await readRuntimeSettings(file)
  const [{ runtimeNamed, runtimeNames }, { readImages }] = await Promise.all([
    import('@retable/runtimes'),
    import('@retable/runtimes/images'),
  ])
  if (!(runtimeNames as readonly string[]).includes(name)) {
    throw new HarnessError(
      'harness/runtime',
      `there is no runtime "${name}"; there are: ${runtimeNames.join(', ')}`,
    )
  }
  const own = settings.images
  const images = await readImages(own === undefined ? undefined : path.resolve(path.dirname(file!), own))
  const { slurm = {} } = settings
  const runtime = await runtimeNamed(name, { directory, images, slurm })
  const { id } = runtime
  const inImages = id === 'compose' || (id === 'slurm' && slurm.container !== undefined)
  return {
    runtime,
    images: inImages ? images : null,
    gpu: id === 'slurm' ? (slurm.gpu ?? null) : ((await gpusHere())[0]?.name ?? null),
    vllmPython: settings.vllm?.python,
    facts: id === 'local' ? null : { runtime: id, ...factsOf({ inImages, images, slurm, id }) },
  }
}

function factsOf({
  inImages,
  images,
  slurm,
  id,
}: {
  readonly inImages: boolean
  readonly images: Images
  readonly slurm: SlurmSettings
  readonly id: RuntimeName
}): Omit<PlaceFacts, 'runtime'> {
  const { partition, gpu, container } = slurm
  const named = Object.entries({ partition, gpu, container }).filter(([, value]) => value !== undefined)
  return {
    ...(inImages ? { images: { trainer: images.trainer.image, vllm: images.vllm.image } } : {}),
    ...(id === 'slurm' ? { slurm: Object.fromEntries(named) } : {}),
  }
}
