import { quoted } from './quoted.ts'

/** How a script's last line starts its program. */
export interface Start {
  readonly words: readonly string[]
  readonly nodes: number
  /** Processes of each node. */
  readonly tasksPerNode: number
  /** Options of srun; null where one process of one node needs none. */
  readonly srun: readonly string[] | null
  /** Where the container's own variables are named otherwise: `APPTAINERENV_`. */
  readonly prefix?: string | undefined
}

/**
 * Lines that become the program: by `exec`, so that SIGTERM reaches it and not a shell that would die of it. On
 * several nodes, or as several processes, srun starts each with what torchrun would set: RANK, WORLD_SIZE, LOCAL_RANK,
 * MASTER_ADDR, MASTER_PORT. A process that fails ends the others.
 */
export function startLines({ words, nodes, tasksPerNode, srun, prefix = '' }: Start): string[] {
  const program = words.map(quoted).join(' ')
  const isOne = nodes === 1 && tasksPerNode === 1
  if (isOne && srun === null) return [`exec ${program}`]
  const options = [
    `--nodes=${nodes}`,
    `--ntasks-per-node=${tasksPerNode}`,
    '--export=ALL',
    '--kill-on-bad-exit=1',
    ...(srun ?? []),
  ].map(quoted)
  if (isOne) return [`exec srun ${options.join(' ')} ${program}`]
  const perTask = Object.entries({
    RANK: 'SLURM_PROCID',
    LOCAL_RANK: 'SLURM_LOCALID',
    WORLD_SIZE: 'SLURM_NTASKS',
    NODE_RANK: 'SLURM_NODEID',
    MASTER_ADDR: 'MASTER_ADDR',
    MASTER_PORT: 'MASTER_PORT',
  }).flatMap(([name, from]) => [...new Set([name, `${prefix}${name}`])].map((each) => `${each}=$${from}`))
  return [
    // The first node's name, for all.
    `MASTER_ADDR=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)`,
    // Two jobs on one node seldom meet.
    `MASTER_PORT=$((20000 + SLURM_JOB_ID % 20000))`,
    `export MASTER_ADDR MASTER_PORT SLURM_NTASKS=${nodes * tasksPerNode}`,
    `exec srun ${options.join(' ')} sh -c ${quoted(`export ${perTask.join(' ')}; exec "$@"`)} sh ${program}`,
  ]
}
