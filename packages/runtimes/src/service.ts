import type { RuntimeError } from './errors.ts'
import type { PythonProgram } from './job.ts'
import type { PackagedModel } from './models/packaged-models.ts'
import type { RuntimeProgress } from './runtime.ts'

/**
 * A server that a runtime keeps. It ends with the process that started it, however that ends, and does not keep that
 * process from ending.
 */
export interface Service extends AsyncDisposable {
  /** Where it answers, without a path: `http://127.0.0.1:PORT`. */
  readonly address: string
  /** The process on this machine that answers, or stands for what does. */
  readonly pid: number
  /** What it wrote, and what was written of it; kept when it has ended. */
  readonly logFile: string
  /** Null once it was stopped; the reason where it ended by itself. Never rejects. */
  readonly ended: Promise<RuntimeError | null>
  /** Ends it: SIGTERM, after five seconds SIGKILL. Calling it again does no more. */
  readonly stop: () => Promise<void>
}

/** A server that answers for one model in OpenAI's form. */
export interface ModelService extends Service {
  /** The base URL for clients: `http://127.0.0.1:PORT/v1`. */
  readonly baseUrl: string
  /** The name that requests give as `model`. */
  readonly modelName: string
  /** What requests carry as a bearer token, where others than this user reach the server; undefined where none is asked for. */
  readonly key?: string | undefined
  readonly identity: ServiceIdentity
  /** Whether a request gets the same text in any order and after any restart: one slot, no prompt cache. */
  readonly repeats: boolean
}

/** All that decides a local service's answers to one request: for manifests and sample keys. Plain JSON. */
export interface ServiceIdentity {
  readonly model: string
  /** Of the weights file, or of a model folder's files; 64 hexadecimal digits, checked at every start. */
  readonly weightsSha256: string
  /** For instance `xllamacpp 2026.10.11549`; all packages and sources that have a say in its answers. */
  readonly server: string
  /** Node's name of the processor's kind, for instance `x64`. */
  readonly architecture: string
  readonly slots: number
  readonly threads: number
  /** Tokens of one request: prompt and completion. */
  readonly context: number
  readonly promptCache: boolean
}

/** A model of one's own: a folder in Transformers' form. */
export interface FolderModel {
  readonly folder: string
  /** The name that its server answers to. */
  readonly id: string
}

/** How vLLM computes. */
export interface VllmOptions {
  /** Of weights and activations; `bfloat16` if left out. */
  readonly dtype?: 'float32' | 'bfloat16' | undefined
  /** Share of each GPU's memory that it takes, so that others stand beside it; 0.9 if left out. */
  readonly memoryShare?: number | undefined
  /** Texts do not depend on what else is asked, by kernels that not every GPU has. Off if left out. */
  readonly batchInvariant?: boolean | undefined
  /** A Python with vLLM installed, for the runtime `local`, which has no image. */
  readonly python?: string | undefined
}

/** Options of {@link startService}. */
export interface ServiceOptions {
  readonly model: PackagedModel | FolderModel
  /** What serves a folder: `MODULE serve FOLDER …`; the trainer's program, on the processor, if left out. */
  readonly program?: PythonProgram | undefined
  /** Folder for what is made once (Python environments, weights) and for logs. */
  readonly directory: string
  /** Where its log goes; a new file under `directory`/logs if left out. An older file is replaced. */
  readonly logFile?: string | undefined
  /** Requests served at once: a folder's are drawn in one batch. Above 1, texts depend on what else is asked. 1 if left out. */
  readonly slots?: number | undefined
  /** 1 if left out. */
  readonly threads?: number | undefined
  /** GPUs that it is given, on each of its machines; 0 if left out. */
  readonly gpus?: number | undefined
  /** Machines that one vLLM's layers are spread over, for a model that one machine's GPUs do not hold; Slurm alone takes more than 1. 1 if left out. */
  readonly nodes?: number | undefined
  /** Which of this machine's, as CUDA_VISIBLE_DEVICES names them, as many as `gpus`; the first ones if left out. Slurm gives its own. */
  readonly gpuIds?: readonly string[] | undefined
  /** What answers for a model folder: the trainer's own server, or vLLM on GPUs. `retable_trainer` if left out. */
  readonly server?: 'retable_trainer' | 'vllm' | undefined
  /** Of the server `vllm` alone. */
  readonly vllm?: VllmOptions | undefined
  /** Tokens of one slot, prompt and completion; 2,048 if left out, at most what the model was trained on. A folder's is its own. */
  readonly context?: number | undefined
  /** Whether the head of a prompt that a slot still holds is not computed again; texts then depend on the order. Off if left out. */
  readonly promptCache?: boolean | undefined
  /** A free one if left out. */
  readonly port?: number | undefined
  readonly onProgress?: ((progress: RuntimeProgress) => void) | undefined
  /** Gives the start up, and leaves nothing running. It has no say once the service is there. */
  readonly signal?: AbortSignal | undefined
}

/** What a runtime is told of a service: where things are made once it knows itself. */
export type ServeOptions = Omit<ServiceOptions, 'directory'>
