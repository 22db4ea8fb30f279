import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole, type Loss, type Model, type TrainRequest } from '@retable/core'
import type { ProgramJob } from '@retable/runtimes'
import { readModelFolder } from '@retable/runtimes/folders'
import { shardedLaunch } from '@retable/trainer'
import { HarnessError } from '../../../errors.ts'
import { asCounted } from '../cannot-run.ts'
import { locationOf } from '../serving/start-server.ts'
import type { ServedSettings } from '../settings.ts'

const launchFile = 'launch.json'

/** What a training is started with on GPUs. */
export type TrainingLaunch = Pick<ProgramJob, 'gpus' | 'nodes' | 'launcher'>

/**
 * How a training is started: by itself, with a GPU where the tier is for one, or sharded over GPUs, for which accelerate's
 * settings are written into its folder.
 *
 * @throws TrainerError `trainer/no-memory` where the GPUs together do not hold the state
 */
export async function trainingLaunch(
  folder: string,
  base: Model,
  { training }: Pick<TrainRequest, 'training'>,
  settings: ServedSettings,
): Promise<TrainingLaunch> {
  if (settings.device === 'cpu') return {}
  const location = locationOf(base)
  // Says what is wrong with it.
  if (settings.sharding === 'fsdp') await readModelFolder(location)
  const { config, ...launch } = await shardedTraining(location, training.loss, settings)
  if (config !== undefined) await writeWhole(path.join(folder, config.name), config.text)
  return launch
}

/**
 * The same, with the text of accelerate's settings: left out where the model, which says how large it is, is not here yet.
 *
 * @param model - its folder; fresh weights if left out
 */
export async function shardedTraining(
  model: string | undefined,
  loss: Loss | undefined,
  settings: ServedSettings,
): Promise<TrainingLaunch & { readonly config?: { readonly name: string; readonly text: string } }> {
  const { device, sharding = 'none', nodes = 1, needs = {}, adapter, weights } = settings
  if (device === 'cpu') return {}
  const gpus = gpusOfTraining(settings)
  if (sharding === 'none') return { gpus }
  const launch = { gpus, nodes, launcher: { module: 'retable_launch', args: [launchFile] } }
  const facts = model === undefined ? undefined : await readModelFolder(model).catch(() => undefined)
  if (model === undefined || facts === undefined) return launch
  const { parameters } = facts
  const { config } = shardedLaunch(
    {
      parameters,
      // An adapter's share is small, and not known before it is made.
      trained: adapter === null ? parameters : Math.ceil(parameters / 100),
      weights,
      hasReference: loss?.kind === 'dpo',
      layer: settings.layer ?? (await layerOf(model)),
      gpus: gpus * nodes,
      gpuBytes: needs.gpuMemory === undefined ? Infinity : asCounted(needs.gpuMemory),
      nodes,
    },
    launchFile,
  )
  return { ...launch, config: { name: launchFile, text: `${JSON.stringify(config, null, 1)}\n` } }
}

/** GPUs of a training on each of its machines. */
export function gpusOfTraining({ sharding, gpus = 2 }: Pick<ServedSettings, 'sharding' | 'gpus'>): number {
  return sharding === 'fsdp' ? gpus : 1
}

/** As Transformers call the decoder layer of an architecture: `LlamaForCausalLM` has `LlamaDecoderLayer`. */
async function layerOf(folder: string): Promise<string> {
  const config = JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8')) as {
    readonly architectures?: readonly string[]
  }
  const family = /^(\w+)ForCausalLM$/.exec(config.architectures?.[0] ?? '')?.[1]
  if (family !== undefined) return `${family}DecoderLayer`
  throw new HarnessError(
    'harness/engine',
    `${folder}/config.json names no architecture whose layers are known; name them as "layer" in the settings of the engine served`,
  )
}
