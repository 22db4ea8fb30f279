import type { SlurmSettings } from '../slurm-settings.ts'
import { quotedDirective } from './quoted.ts'

/** What a script asks Slurm for. */
export interface Asked {
  readonly name: string
  /** By it the job is found again. */
  readonly comment: string
  /** What Slurm itself writes of the job goes there; nowhere if undefined. */
  readonly output?: string | undefined
  readonly nodes: number
  readonly tasksPerNode: number
  /** Whether srun starts its processes: SIGTERM to srun itself would kill them unsaved. */
  readonly bySrun: boolean
  readonly cpus: number
  /** Of each node. */
  readonly gpus: number
  /** Of a start; the settings' if left out. */
  readonly minutes?: number | undefined
}

const longestName = 200

/** Lines that sbatch reads at the head of a script. */
export function directives(asked: Asked, settings: SlurmSettings): string[] {
  const { partition, account, qos, constraint, memoryMb } = settings
  const minutes = shorter(asked.minutes, settings.timeMinutes)
  const values: Readonly<Record<string, string | number | undefined>> = {
    'job-name': asked.name.slice(0, longestName),
    comment: asked.comment,
    output: asked.output ?? '/dev/null',
    'open-mode': 'append',
    // Of the shell that submits, its secrets above all, a job sees nothing.
    export: 'NONE',
    signal: `${asked.bySrun ? '' : 'B:'}TERM@${graceSecondsOf(settings, minutes)}`,
    time: minutes,
    partition,
    account,
    qos,
    constraint,
    nodes: asked.nodes,
    'ntasks-per-node': asked.tasksPerNode,
    'cpus-per-task': asked.cpus,
    mem: memoryMb === undefined ? undefined : `${memoryMb}M`,
  }
  return [
    '--requeue',
    ...Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}=${quotedDirective(String(value))}`],
    ),
    ...(asked.gpus > 0 ? [gpuOption(asked.gpus, settings)] : []),
    ...(settings.sbatch ?? []).map(quotedDirective),
  ].map((option) => `#SBATCH ${option}`)
}

/**
 * From SIGTERM to the time limit.
 *
 * @param minutes - the limit: the signal would come at once where the grace is longer than it
 */
export function graceSecondsOf({ graceSeconds = 120 }: SlurmSettings, minutes = Infinity): number {
  return Math.min(graceSeconds, minutes * 30)
}

function gpuOption(gpus: number, { gpuOption = 'gpus-per-node', gpuType }: SlurmSettings): string {
  const words = [...(gpuType === undefined ? [] : [gpuType]), String(gpus)]
  return gpuOption === 'gres'
    ? `--gres=${quotedDirective(['gpu', ...words].join(':'))}`
    : `--gpus-per-node=${quotedDirective(words.join(':'))}`
}

function shorter(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
}
