import type { Images } from '../images/read-images.ts'
import type { SlurmSettings } from '../slurm/slurm-settings.ts'

/** What each runtime may be told; one takes what is meant for it. */
export interface NamedRuntimeOptions {
  /** For what is made once, and for logs of services; absolute. */
  readonly directory: string
  /** The pinned images of containers. */
  readonly images: Images
  readonly slurm?: SlurmSettings | undefined
}
