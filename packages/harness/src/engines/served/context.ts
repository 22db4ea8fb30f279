import type { PythonProgram, Runtime, RuntimeProgress, WaitingServers } from '@retable/runtimes'
import type { Serving } from './serving/serving-of.ts'
import type { Trainings } from './gpu/with-gpus.ts'
import type { ModelServers } from './serving/model-servers.ts'
import type { ServedSettings } from './settings.ts'

/** What starts programs for the engine. */
export interface ServedContext {
  readonly settings: ServedSettings
  readonly runtime: Runtime
  readonly serving: Serving
  /** Trains, serves, unpacks and makes models. */
  readonly program: PythonProgram
  /** Folder for what is made once; absolute. */
  readonly directory: string
  readonly onProgress: (progress: RuntimeProgress) => void
  /** Tells people a sentence. */
  readonly tell: (sentence: string) => void
}

/** What all work of an open engine shares. */
export interface OpenServed extends ServedContext {
  readonly servers: ModelServers
  /** Servers that wait for a training's end, by the folder of the model that it leaves. */
  readonly waiting: Map<string, WaitingServers>
  readonly trainings: Trainings
}
