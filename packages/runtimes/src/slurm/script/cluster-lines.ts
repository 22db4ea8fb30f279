import { quoted, quotedOnNode } from './quoted.ts'

/** How a script's last line starts one server over several nodes. */
export interface ClusterStart {
  /** What each node starts; it meets the others by itself. */
  readonly words: readonly string[]
  readonly nodes: number
  /** Cores of each node. */
  readonly cpus: number
  /** Options of srun; null where it needs none beside its own. */
  readonly srun: readonly string[] | null
  /** That run just before it, on each node. */
  readonly lines: readonly string[]
  /** Whether its words name a folder of the node's own. */
  readonly hasScratch?: boolean | undefined
  /** Where the container's own variables are named otherwise: `APPTAINERENV_`. */
  readonly prefix: string
}

/** What each node of a server is told: which one it is, and the address of one of the others. */
export const placeInCluster = ['NODE_RANK', 'RETABLE_PEER']

/** Where the nodes of a server leave word for one another, in its folder. */
export const meetingPlace = 'cluster'

/**
 * Lines that start a program on each node, by one srun: where one of them fails it ends the others. Slurm's own addresses
 * of the nodes are taken, since names need not be known to all of them.
 */
export function clusterLines(start: ClusterStart): string[] {
  const options = [
    `--nodes=${start.nodes}`,
    '--ntasks-per-node=1',
    '--export=ALL',
    '--kill-on-bad-exit=1',
    `--cpus-per-task=${start.cpus}`,
    ...(start.srun ?? []),
  ].map(quoted)
  return [
    'address() {',
    `  found=$(scontrol show node "$1" | sed -n 's/.*NodeAddr=\\([^ ]*\\).*/\\1/p')`,
    '  echo "${found:-$1}"',
    '}',
    'RETABLE_NODES=$(scontrol show hostnames "$SLURM_JOB_NODELIST")',
    `RETABLE_FIRST=$(address "$(echo "$RETABLE_NODES" | sed -n 1p)")`,
    `RETABLE_SECOND=$(address "$(echo "$RETABLE_NODES" | sed -n 2p)")`,
    'export RETABLE_FIRST RETABLE_SECOND',
    `mkdir -p ${meetingPlace} || exit 70`,
    `exec srun ${options.join(' ')} sh -c ${quoted(onEachNode(start))}`,
  ]
}

function onEachNode({ words, lines, prefix, hasScratch = false }: ClusterStart): string {
  const program = words.map(quotedOnNode).join(' ')
  const names = placeInCluster.flatMap((name) =>
    [...new Set([name, `${prefix}${name}`])].map((each) => `${each}="$${name}"`),
  )
  return [
    'NODE_RANK=$SLURM_NODEID',
    'if [ "$NODE_RANK" -eq 0 ]; then RETABLE_PEER=$RETABLE_SECOND; else RETABLE_PEER=$RETABLE_FIRST; fi',
    `export ${names.join(' ')}`,
    ...lines,
    ...(hasScratch ? withScratch(program) : [`exec ${program}`]),
  ].join('\n')
}

/** Runs a program that has a folder of the node's own, which goes when it ends. */
function withScratch(program: string): string[] {
  return [
    'RETABLE_SCRATCH=$(mktemp -d -t retable-XXXXXX) || exit 70',
    `${program} & program=$!`,
    `trap 'kill -TERM "$program" 2>/dev/null' TERM`,
    'wait "$program"; code=$?',
    'while kill -0 "$program" 2>/dev/null; do wait "$program"; code=$?; done',
    'rm -rf "$RETABLE_SCRATCH"',
    'exit "$code"',
  ]
}
