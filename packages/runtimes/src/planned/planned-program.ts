import type { Images } from '../images/read-images.ts'
import type { PythonProgram, ProgramJob } from '../job.ts'
import type { SlurmSettings } from '../slurm/slurm-settings.ts'

/** A program that would be started, a job or a service, as far as it is known before its data are there. */
export interface PlannedProgram extends Pick<
  ProgramJob,
  'name' | 'folder' | 'args' | 'reads' | 'resultFile' | 'gpus' | 'nodes' | 'launcher' | 'environment'
> {
  /** `vllm`: a module of its image. */
  readonly program: PythonProgram | { readonly module: string; readonly image: 'vllm' }
  readonly threads: number
  readonly isService: boolean
  /** Servers of one model that are submitted together, by Slurm; 1 if left out. */
  readonly replicas?: number | undefined
  /** The job that leaves the model that is served, behind which Slurm lets its servers wait; it is done already if left out. */
  readonly behind?: { readonly name: string; readonly resultFile: string } | undefined
}

/** The port that a service is planned to listen on, in its container or on its node. */
export const plannedPort = 8000

/** A file that would stand in a program's folder, or its text where nothing is started. */
export interface PlannedFile {
  /** Its path in the folder. */
  readonly name: string
  readonly text: string
}

/** Where programs would be started. */
export interface PlanOptions {
  /** For what is made once; absolute. */
  readonly directory: string
  readonly images: Images
  readonly slurm?: SlurmSettings | undefined
  /** That has vLLM, where it runs in no image. */
  readonly vllmPython?: string | undefined
}

/** The program's own Python sources; undefined for what an image has. */
export function sourcesOf({ program }: PlannedProgram): PythonProgram | undefined {
  return 'image' in program ? undefined : program
}
