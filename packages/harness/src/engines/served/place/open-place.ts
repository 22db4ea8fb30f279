import path from 'node:path'
import type { EngineOptions } from '@retable/core'
import type { Runtime, RuntimeName, SlurmSettings } from '@retable/runtimes'
import type { Images } from '@retable/runtimes/images'
import { gpusHere } from '../../costs/gpus-here.ts'
import { namedGpus, type NamedGpu } from '../gpu/named-gpus.ts'
import { HarnessError } from '../../../errors.ts'
import { imageVersion } from './image-version.ts'
import { slurmSettingsOf } from './slurm-settings-of.ts'
import { readRuntimeSettings, type RuntimeSettings } from './runtime-settings.ts'

/** Where programs run, with what it has. */
export interface Place {
  readonly runtime: Runtime
  /** Of the image that vLLM runs in; null where it runs in none. */
  readonly vllmImage: string | null
  /** Kind of the GPUs, as their driver or the cluster calls it; null where there is none, or none is named. */
  readonly gpu: string | null
  /** This machine's GPUs, where programs run on them. */
  readonly gpus: readonly NamedGpu[]
  /** A Python that has vLLM, where programs run in no image. */
  readonly vllmPython: string | undefined
  /** Null where nothing runs but processes of this machine. */
  readonly facts: PlaceFacts | null
}

/** A place with what it was opened with. */
export interface OpenedPlace extends Place {
  readonly images: Images
  readonly slurm: SlurmSettings
}

/** What a record says of the place. */
export interface PlaceFacts {
  /** For the manifest: as they are pinned, or their whole paths; one that programs do not run in is left out. */
  readonly images: Readonly<Partial<Record<'trainer' | 'vllm', string>>>
  /** For run.json: it decides no number. */
  readonly runtime: {
    readonly name: Exclude<RuntimeName, 'local'>
    readonly partition?: string
    readonly gpu?: string
    readonly container?: string
  }
}

/**
 * The images that a manifest names, a file by its hash.
 *
 * @throws HarnessError `harness/image`
 */
export async function imagesOf({ images }: PlaceFacts): Promise<Readonly<Record<string, string>>> {
  const versions = Object.entries(images).map(async ([name, image]) => [name, await imageVersion(image)])
  return Object.fromEntries(await Promise.all(versions)) as Record<string, string>
}

/**
 * The place that a command names, with its settings.
 *
 * @throws HarnessError `harness/runtime`, `harness/runtime-settings`; RuntimeError of the runtime
 */
export async function openPlace(
  options: Pick<EngineOptions, 'directory' | 'runtime' | 'runtimeSettings'>,
): Promise<OpenedPlace> {
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
  const slurm = slurmSettingsOf(settings.slurm ?? {}, images)
  const runtime = await runtimeNamed(name, { directory, images, slurm })
  const facts = factsOf(runtime.id, images, slurm)
  const gpus = runtime.id === 'slurm' ? [] : namedGpus(await gpusHere())
  return {
    ...{ images, slurm },
    runtime,
    vllmImage: facts?.images.vllm ?? null,
    gpu: runtime.id === 'slurm' ? (slurm.gpuType ?? null) : (gpus[0]?.name ?? null),
    gpus,
    vllmPython: settings.vllm?.python,
    facts,
  }
}

function factsOf(runtime: RuntimeName, images: Images, slurm: SlurmSettings): PlaceFacts | null {
  if (runtime === 'local') return null
  if (runtime === 'compose') {
    const { trainer, vllm } = images
    return { images: { trainer: trainer.image, vllm: vllm.image }, runtime: { name: runtime } }
  }
  const { partition, gpuType: gpu, container, vllmContainer: vllm } = slurm
  return {
    images: known({ trainer: pinOf(container?.image), vllm: pinOf(vllm?.image) }),
    runtime: { name: runtime, ...known({ partition, gpu, container: vllm?.kind }) },
  }
}

/** The pin alone: which program fetches it decides no number. */
function pinOf(image: string | undefined): string | undefined {
  return image?.replace(/^docker:\/\//, '')
}

/** Without what is undefined. */
function known<T extends Record<string, string | undefined>>(values: T): { [name in keyof T]?: string } {
  const found = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(found) as { [name in keyof T]?: string }
}
