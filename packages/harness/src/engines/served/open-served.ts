import { availableParallelism } from 'node:os'
import type { Engine, EngineOptions, WholeEngine } from '@retable/core'
import type { PythonProgram, Runtime } from '@retable/runtimes'
import { memoryHere } from './cannot-run.ts'
import type { OpenServed, ServedContext } from './context.ts'
import { generate } from './serving/generate.ts'
import { identityOf } from './identity.ts'
import { fitting } from './fitting.ts'
import { limited } from './limited.ts'
import { load } from './weights/load.ts'
import { modelServers } from './serving/model-servers.ts'
import { countTokens, score } from './serving/score.ts'
import type { ServedSettings } from './settings.ts'
import { startServer } from './serving/start-server.ts'
import { train } from './training/train.ts'

/**
 * How long a server stands that no step uses, in milliseconds: the next step often wants the same model. On a GPU its
 * memory is wanted for other work.
 */
const lingerMs = { cpu: 10_000, cuda: 0 } as const

/** The engine over programs that a runtime starts. Nothing is started before it is asked for. */
export async function openServed(
  settings: ServedSettings,
  { directory, onProgress, workers = availableParallelism() }: EngineOptions,
  { runtime, program }: { readonly runtime: Runtime; readonly program: PythonProgram },
): Promise<WholeEngine & Required<Pick<Engine, 'load' | 'countTokens'>>> {
  const context: ServedContext = {
    ...{ settings, runtime, program, directory },
    tell: (sentence) => onProgress?.(sentence),
    onProgress: ({ stage, message }) => {
      // Starts are many, and each is quick.
      if (stage !== 'starting') onProgress?.(message)
    },
  }
  const most = fitting(settings, { workers, memory: memoryHere() })
  const servers = modelServers({
    start: (model, signal) => startServer(context, model, signal),
    most: settings.servers ?? most,
    lingerMs: lingerMs[settings.device],
  })
  const open: OpenServed = {
    ...context,
    servers,
    trainings: limited(settings.trainings ?? most),
  }
  return {
    identity: await identityOf(settings, program),
    // The same bytes on one machine, where a server draws one at a time on one thread; another machine's kernels differ.
    promises: { bitForBit: false, logProbabilities: true },
    generate: (model, request, signal) => generate(open, model, request, signal),
    score: (model, texts, signal) => score(open, model, texts, signal),
    countTokens: (model, texts, signal) => countTokens(open, model, texts, signal),
    load: (weights, options) => load(open, weights, options),
    train: (request, signal) => train(open, request, signal),
    close: () => servers.close(),
  }
}
