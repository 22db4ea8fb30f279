import type { Images } from '../images/read-images.ts'

/** What each runtime may be told; one takes what is meant for it. */
export interface NamedRuntimeOptions {
  /** For what is made once, and for logs of services; absolute. */
  readonly directory: string
  /** The pinned images of containers. */
  readonly images: Images
  readonly slurm?: SlurmSettings | undefined
}

/** How jobs are submitted to Slurm. */
export interface SlurmSettings {
  readonly partition?: string | undefined
  readonly account?: string | undefined
  readonly qos?: string | undefined
  /** Longest time of a job, as sbatch takes it: `04:00:00`, `1-12:00:00`. */
  readonly time?: string | undefined
  /** Kind of GPU, as the cluster calls it: `h100`. */
  readonly gpu?: string | undefined
  /** What starts containers on the nodes; programs run in none if left out. */
  readonly container?: 'apptainer' | 'enroot' | 'pyxis' | undefined
  /** The address that servers listen at; the node's name if left out. */
  readonly host?: string | undefined
}
