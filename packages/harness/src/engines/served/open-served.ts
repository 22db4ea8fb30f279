import { availableParallelism } from 'node:os'
import type { Engine, EngineOptions, WholeEngine } from '@retable/core'
import type { PythonProgram } from '@retable/runtimes'
import { memoryHere } from './cannot-run.ts'
import { imagesOf, type Place } from './place/open-place.ts'
import type { OpenServed, ServedContext } from './context.ts'
import { generate } from './serving/generate.ts'
import { identityOf } from './identity.ts'
import { fitting } from './fitting.ts'
import { gpusOfThisMachine, type MachineGpus } from './gpu/machine-gpus.ts'
import { trainingsOn } from './gpu/with-gpus.ts'
import { limited } from './limited.ts'
import { load } from './weights/load.ts'
import { modelServers } from './serving/model-servers.ts'
import { countTokens, score } from './serving/score.ts'
import { servingOf } from './serving/serving-of.ts'
import type { ServedSettings } from './settings.ts'
import { startServer } from './serving/start-server.ts'
import { vllmVersion } from './serving/vllm-version.ts'
import { train } from './training/train.ts'
import { requireRoom } from './gpu/require-room.ts'

/**
 * How long a server stands that no step uses, in milliseconds: the next step often wants the same model. On a GPU its
 * memory is wanted for other work.
 */
const lingerMs = { cpu: 10_000, cuda: 0 } as const

/** The engine over programs that a runtime starts. Nothing is started before it is asked for. */
export async function openServed(
  settings: ServedSettings,
  { directory, onProgress, workers = availableParallelism() }: EngineOptions,
  {
    place,
    program,
    gpus: machine = gpusOfThisMachine,
  }: { readonly place: Place; readonly program: PythonProgram; readonly gpus?: MachineGpus },
): Promise<WholeEngine & Required<Pick<Engine, 'load' | 'countTokens'>>> {
  const serving = servingOf(settings, place)
  const context: ServedContext = {
    ...{ settings, runtime: place.runtime, serving, program, directory },
    tell: (sentence) => onProgress?.(sentence),
    onProgress: ({ stage, message }) => {
      // Starts are many, and each is quick.
      if (stage !== 'starting') onProgress?.(message)
    },
  }
  const { facts } = place
  const isOnCluster = place.runtime.id === 'slurm'
  const isOnGpuHere = settings.device === 'cuda' && !isOnCluster
  const gpus = isOnGpuHere ? place.gpus : []
  // On a cluster each has a place of its own.
  const most = isOnCluster ? mostOnCluster : fitting(settings, { workers, memory: memoryHere(), gpus })
  const { replicas = 1 } = settings
  // Of one model all replicas or none.
  const models = Math.max(1, Math.floor((settings.servers ?? most) / replicas))
  const ids = gpus.map(({ id }) => id)
  const user = isOnGpuHere
    ? machine.join(ids, { servers: models * replicas, gpus: settings.gpus ?? 1 })
    : undefined
  const waiting: OpenServed['waiting'] = new Map()
  const started = {
    ...context,
    ...{ user, waiting },
    // All engines are open when the first server starts.
    serversOnOne: () => {
      const count = user?.serversOnOne() ?? 1
      requireRoom(settings, gpus, count)
      return count
    },
  }
  const servers = modelServers({
    start: (model, signal) => startServer(started, model, signal),
    most: models,
    lingerMs: lingerMs[settings.device],
  })
  const open: OpenServed = {
    ...context,
    ...{ servers, waiting },
    trainings: trainingsOn(user, limited(settings.trainings ?? most)),
  }
  return {
    identity: await identityOf(settings, program, { ...serving, image: await vllmVersion(serving) }),
    ...(facts === null ? {} : { images: await imagesOf(facts), runtime: { ...facts.runtime } }),
    // The same bytes on one machine, where a server draws one at a time on one thread; another machine's kernels differ.
    promises: { bitForBit: false, logProbabilities: true },
    generate: (model, request, signal) => generate(open, model, request, signal),
    score: (model, texts, signal) => score(open, model, texts, signal),
    countTokens: (model, texts, signal) => countTokens(open, model, texts, signal),
    load: (weights, options) => load(open, weights, options),
    train: (request, signal) => train(open, request, signal),
    close: () => servers.close().finally(() => user?.leave()),
  }
}

/** Servers, or trainings, that wait in a cluster's line or run at once. */
const mostOnCluster = 8
