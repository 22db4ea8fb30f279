/** What a cluster gives to a job. Plain JSON, as it stands in a settings file. */
export interface SlurmSettings {
  readonly partition?: string | undefined
  readonly account?: string | undefined
  readonly qos?: string | undefined
  readonly constraint?: string | undefined
  /** Longest time of a start, in minutes; the partition's own if left out. A job that reaches it is started again. */
  readonly timeMinutes?: number | undefined
  /** Cores of each task; at least a job's threads. */
  readonly cpus?: number | undefined
  /** Memory of each node, in MiB. */
  readonly memoryMb?: number | undefined
  /** For instance `a100`. */
  readonly gpuType?: string | undefined
  /** How GPUs are asked for: clusters know either `--gpus-per-node` (the default) or `--gres`. */
  readonly gpuOption?: 'gpus-per-node' | 'gres' | undefined
  /** Nodes of a job that does not say how many; 1 if left out. */
  readonly nodes?: number | undefined
  /** More options of sbatch, a word each: `--reservation=mine`. */
  readonly sbatch?: readonly string[] | undefined
  /** Lines of sh that run first on the node, such as `module load cuda`. */
  readonly setup?: readonly string[] | undefined
  /** Names of variables of the node's login environment and of `setup` that programs see, beside PATH and the like. */
  readonly keep?: readonly string[] | undefined
  /** From SIGTERM to a start's time limit, in seconds: as long as a step and a checkpoint take. 120 if left out. */
  readonly graceSeconds?: number | undefined
  readonly container?: SlurmContainer | undefined
  /** What vLLM runs in, which needs none of a trainer's packages. */
  readonly vllm?: SlurmContainer | undefined
  /** Where services listen: `127.0.0.1`, for a cluster of one machine, or `node`, the name of their node. */
  readonly host?: '127.0.0.1' | 'node' | undefined
  /** Between two questions to Slurm, in milliseconds; one question is asked for all jobs. 5,000 if left out. */
  readonly pollMs?: number | undefined
  /** How often a job may be started again without a new checkpoint; 3 if left out. */
  readonly restarts?: number | undefined
  /** How long Slurm may know nothing of a job before that is told, in milliseconds. 900,000 if left out. */
  readonly unknownMs?: number | undefined
}

/** What a cluster runs containers with. */
export interface SlurmContainer {
  readonly kind: 'apptainer' | 'enroot' | 'pyxis'
  /** A file of an image, absolute; or a reference by digest, `docker://NAME@sha256:…`. */
  readonly image: string
  /** Python in the container that has the program's packages; absolute. */
  readonly python: string
  /** More folders that are seen at the same path, read-only. */
  readonly mounts?: readonly string[] | undefined
}
