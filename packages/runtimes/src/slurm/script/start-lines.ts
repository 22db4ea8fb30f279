import { exitCodes } from '@retable/trainer'
import { quoted, quotedOnNode } from './quoted.ts'

const longestWaitSeconds = 600

/** What each of several processes is told of its place. */
export const placeAmongProcesses = [
  ...['RANK', 'LOCAL_RANK', 'WORLD_SIZE', 'NODE_RANK', 'MASTER_ADDR', 'MASTER_PORT'],
]

/** How a script's last line starts its program. */
export interface Start {
  readonly words: readonly string[]
  readonly nodes: number
  /** Processes of each node. */
  readonly tasksPerNode: number
  /** Cores of each process. */
  readonly cpus: number
  /** Options of srun; null where one process of one node needs none. */
  readonly srun: readonly string[] | null
  /** That run just before it, in each of its processes. */
  readonly lines?: readonly string[] | undefined
  /** Whether what is started sees to the processes of its node itself: then it is told its node's place alone. */
  readonly launches?: boolean | undefined
  /** Where the container's own variables are named otherwise: `APPTAINERENV_`. */
  readonly prefix?: string | undefined
}

/**
 * Lines that become the program: by `exec`, so that SIGTERM reaches it and not a shell that would die of it. On
 * several nodes, or as several processes, srun starts each with what torchrun would set: RANK, WORLD_SIZE, LOCAL_RANK,
 * MASTER_ADDR, MASTER_PORT. A process that fails ends the others; one that was told to stop waits for them, since srun
 * would end those that still write.
 */
export function startLines({
  words,
  nodes,
  tasksPerNode,
  cpus,
  srun,
  launches = false,
  prefix = '',
  lines = [],
}: Start): string[] {
  const program = words.map(quotedOnNode).join(' ')
  const isOne = nodes === 1 && tasksPerNode === 1
  if (isOne && srun === null) return [...lines, `exec ${program}`]
  const options = [
    `--nodes=${nodes}`,
    `--ntasks-per-node=${tasksPerNode}`,
    '--export=ALL',
    '--kill-on-bad-exit=1',
    // Since Slurm 22.05 srun does not take it from what the job has asked for.
    `--cpus-per-task=${cpus}`,
    ...(srun ?? []),
  ].map(quoted)
  if (isOne) return [`exec srun ${options.join(' ')} ${program}`]
  const ofProcess = { RANK: 'SLURM_PROCID', LOCAL_RANK: 'SLURM_LOCALID', WORLD_SIZE: 'SLURM_NTASKS' }
  const perTask = Object.entries({
    ...(launches ? {} : ofProcess),
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
    `RETABLE_ENDED="$PWD/ended-$SLURM_JOB_ID-\${SLURM_RESTART_COUNT:-0}"`,
    'export RETABLE_ENDED',
    // Those of earlier starts are of no use.
    'rm -rf ended-*',
    'mkdir -p "$RETABLE_ENDED"',
    `exec srun ${options.join(' ')} sh -c ${quoted(process(perTask, lines))} sh ${program}`,
  ]
}

/** What srun starts: the program with its place, and after its end the wait for the others. */
function process(variables: readonly string[], lines: readonly string[]): string {
  return `export ${variables.join(' ')}
${lines.map((line) => `${line}\n`).join('')}"$@" & program=$!
trap 'kill -TERM "$program" 2>/dev/null' TERM
wait "$program"; code=$?
while kill -0 "$program" 2>/dev/null; do wait "$program"; code=$?; done
if [ "$code" -gt 128 ]; then wait "$program"; last=$?; [ "$last" -eq 127 ] || code=$last; fi
case $code in 0|${exitCodes.stopped}) : >"$RETABLE_ENDED/$SLURM_PROCID" ;; esac
tries=0
while [ "$code" -eq ${exitCodes.stopped} ] && [ "$tries" -lt ${longestWaitSeconds} ] && [ "$(ls "$RETABLE_ENDED" | wc -l)" -lt "$SLURM_NTASKS" ]; do
  sleep 1
  tries=$((tries + 1))
done
exit "$code"`
}
