import type { NextServers, WaitingServers } from './next-servers.ts'
import type { RuntimeProgress } from './runtime.ts'

/** A Python package that is run as a module. */
export interface PythonProgram {
  /** For instance `retable_trainer`. */
  readonly module: string
  /** The folder that holds the module: PYTHONPATH, absolute. */
  readonly folder: string
  /** pip's lock of the packages that it imports. */
  readonly lockFile: string
}

/**
 * A module that starts a program several times: it is found beside the program, and gets its own words, then `-m`, the
 * program's module and its words. With several machines it reads MASTER_ADDR, MASTER_PORT and NODE_RANK.
 */
export interface Launcher {
  readonly module: string
  readonly args: readonly string[]
}

/** A program that reads its folder, works, and leaves what it made there. */
export interface ProgramJob {
  /** For people, in any characters. */
  readonly name: string
  /** Holds what it reads, what it leaves, and log.txt; absolute. It is there, and is where the program starts. */
  readonly folder: string
  readonly program: PythonProgram
  readonly args: readonly string[]
  /** Files and folders outside of the job's folder that the program reads, absolute: all that a container shows it of them. */
  readonly reads?: readonly string[] | undefined
  /**
   * What the program writes last, relative to the folder. Where it stands the job is done, and nothing is started; a
   * program that ends without it has failed, whatever its exit code.
   */
  readonly resultFile?: string | undefined
  /** What the program reads from its standard input, relative to the folder; nothing if left out. */
  readonly inputFile?: string | undefined
  /** Threads that its libraries may compute with; 1 if left out. */
  readonly threads?: number | undefined
  /** GPUs that it is given, on each machine; 0 if left out. */
  readonly gpus?: number | undefined
  /** Which of this machine's, as CUDA_VISIBLE_DEVICES names them, as many as `gpus`; the first ones if left out. Slurm gives its own. */
  readonly gpuIds?: readonly string[] | undefined
  /** Machines that work on it together, each of which starts its launcher; 1 if left out. */
  readonly nodes?: number | undefined
  /** Starts the program's processes, one a GPU: `python -m MODULE ...ARGS -m PROGRAM ...`; the program itself if left out. */
  readonly launcher?: Launcher | undefined
  /** Variables beside PATH, HOME and the like and the launcher's. They stand in no log. */
  readonly environment?: Readonly<Record<string, string>> | undefined
  /** Servers that wait for it, where programs wait in a queue; elsewhere it has no meaning. */
  readonly next?: NextServers | undefined
  /** From its start, in milliseconds; none if left out. */
  readonly timeoutMs?: number | undefined
  /** From SIGTERM to SIGKILL, in milliseconds: where it runs out of time or is cancelled. 60,000 if left out. */
  readonly graceMs?: number | undefined
  /** Cancels it. */
  readonly signal?: AbortSignal | undefined
  /** Each line that it writes, of standard output and standard error, while it runs. */
  readonly onOutput?: ((line: string) => void) | undefined
  readonly onProgress?: ((progress: RuntimeProgress) => void) | undefined
}

/** A job that was given to a runtime. */
export interface RunningJob {
  /** @throws RuntimeError where this runtime cannot start it at all */
  readonly ended: Promise<JobEnd>
  /** Those of the job's `next`, where this runtime has a queue: they leave it where the job does not get done. */
  readonly waiting?: WaitingServers | undefined
}

/** How a job ended. All but `done` and `failed` go on from what they left when the same job is run again. */
export type JobEnd =
  | { readonly state: 'done' }
  | {
      readonly state: 'failed'
      /** Null where a signal ended it. */
      readonly exitCode: number | null
      readonly signal: string | null
      /** The last line that it wrote, or what is known in its place. */
      readonly sentence: string
    }
  /** It ran out of time. */
  | { readonly state: 'timed out' }
  /** By the job's signal. */
  | { readonly state: 'cancelled' }
  /** By a SIGTERM from elsewhere, or as it found right: exit code 75, "run me again". */
  | { readonly state: 'stopped' }
