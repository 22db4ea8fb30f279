import { meetingPlace } from './cluster-lines.ts'
import { quoted } from './quoted.ts'

/** How long the nodes of a server may take to meet: some unpack an image first. */
export const joinSeconds = 600

// The address by which this node reaches another, and ports of it that are free. Ray's own way for clients listens at one
// port of all clusters, where it has what that takes.
const draw = `
import importlib.util, socket, sys
way = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
way.connect((sys.argv[1], 9))
own = way.getsockname()[0]
doors = [socket.socket() for _ in range(2)]
for door in doors:
    door.bind((own, 0))
port, clients = (door.getsockname()[1] for door in doors)
print(own, port, f"--ray-client-server-port={clients}" if importlib.util.find_spec("grpc") else "")
`

// Ray's command, as the first process of a group: its agents outlive it where they wait for a first node that is gone.
const start = `
import os, sys
os.setpgid(0, 0)
from ray.scripts.scripts import main
sys.exit(main())
`

// Tells the others where the first node is, once that answers, and waits until all are there.
const meet = `
import os, sys, time
import ray
address, place, temp, nodes, seconds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
deadline = time.monotonic() + seconds
while not ray.is_initialized():
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    except ConnectionError as error:
        if time.monotonic() > deadline:
            sys.exit(f"Ray does not answer at {address} within {seconds} s of its start: {error}")
        time.sleep(1)
with open(f"{place}/head.part", "w") as file:
    file.write(f"{address} {temp}\\n")
os.replace(f"{place}/head.part", f"{place}/head")
while (there := sum(node["Alive"] for node in ray.nodes())) < nodes:
    if time.monotonic() > deadline:
        sys.exit(f"{there} of {nodes} nodes have joined within {seconds} s, and the server is not started: can they reach {address}?")
    time.sleep(1)
print(f"all {nodes} nodes have joined", flush=True)
`

/**
 * The sh program that each node of a server runs, whose words are those of the server: Python, its options, a module and
 * its words. The first node starts Ray's head, waits until all have joined, and runs the server; the others join, and stay
 * until it has ended. They leave word for one another in files, and before the first ends Ray, so that the last word and the
 * code are the server's, or 1 where a node has lost Ray. One that dies in another way is srun's to tell.
 *
 * vLLM 0.11, the pinned version, spreads over nodes by Ray alone; Ray's command is taken from Python's packages, since an
 * image need not have it on its PATH. `ray stop` is not for here: it would end Ray's processes of other servers on the node.
 */
export function rayProgram(of: {
  readonly nodes: number
  readonly gpus: number
  readonly cpus: number
}): string {
  const { nodes, gpus, cpus } = of
  const sizes = `--num-gpus=${Math.max(1, gpus)} --num-cpus=${cpus}`
  // Ports that Ray would take on every node alike are drawn.
  const ports = '--min-worker-port=0 --max-worker-port=0 --dashboard-agent-listen-port=0'
  return `place=./${meetingPlace} stopped= child= ray= temp=
trap 'stopped=1; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM
there() {
  ls "$place" >/dev/null 2>&1
  [ -e "$place/$1" ]
}
python() { "$RETABLE_PYTHON" -s -P -u "$@"; }
start_ray() {
  "$RETABLE_PYTHON" -s -P -u -c ${quoted(start)} start --block --node-ip-address="$VLLM_HOST_IP" ${sizes} ${ports} "$@" & ray=$!
}
running() { kill -0 "$1" 2>/dev/null; }
end() {
  kill -TERM "$1" 2>/dev/null
  tries=0
  while running "$1" && [ "$tries" -lt 10 ]; do sleep 1; tries=$((tries + 1)); done
  ! running "$1" || kill -KILL "$1"
}
end_ray() {
  [ -n "$ray" ] || return 0
  end "$ray"
  kill -s KILL -- "-$ray" 2>/dev/null
  ray=
}
leave() {
  end_ray
  [ -z "$temp" ] || rm -rf "$temp"
  exit "$1"
}
watched() {
  lost=
  while running "$child"; do
    lost=$(ls "$place" | sed -n 's/^lost-//p' | head -n 1)
    running "$ray" || lost=0
    [ -z "$lost" ] || break
    sleep 1
  done
  ended=$child
  child=
  [ -z "$lost" ] || end "$ended"
  wait "$ended"
  code=$?
  [ -z "$lost" ] || code=1
}
RETABLE_PYTHON=$1
drawn=$(python -c ${quoted(draw)} "$RETABLE_PEER") || exit 70
read -r VLLM_HOST_IP port more <<DRAWN
$drawn
DRAWN
export VLLM_HOST_IP
if [ "$NODE_RANK" -eq 0 ]; then
  temp=$(mktemp -d -t retable-ray-XXXXXX) || exit 70
  export RAY_ADDRESS="$VLLM_HOST_IP:$port"
  start_ray --head --port="$port" --temp-dir="$temp" --include-dashboard=false $more
  "$RETABLE_PYTHON" -s -P -u -c ${quoted(meet)} "$RAY_ADDRESS" "$place" "$temp" ${nodes} ${joinSeconds} & child=$!
  watched
  if [ "$code" -eq 0 ] && [ -z "$stopped" ]; then
    "$@" & child=$!
    watched
  fi
  : >"$place/over"
  tries=0
  while [ "$(ls "$place" | grep -c '^left-')" -lt ${nodes - 1} ] && [ "$tries" -lt 20 ]; do sleep 1; tries=$((tries + 1)); done
  [ -z "$lost" ] || [ -n "$stopped" ] || echo "node $lost of the server has lost Ray, which ended the server"
  leave "$code"
fi
tries=0
until there head; do
  if there over || [ -n "$stopped" ]; then : >"$place/left-$NODE_RANK"; exit 0; fi
  if [ "$tries" -ge ${joinSeconds} ]; then echo "node $NODE_RANK of the server has waited ${joinSeconds} s for the first, and ends"; exit 1; fi
  sleep 1
  tries=$((tries + 1))
done
read -r RAY_ADDRESS temp <"$place/head"
mkdir -p -m 700 "$temp"
start_ray --address="$RAY_ADDRESS"
until there over || [ -n "$stopped" ] || ! running "$ray"; do sleep 1; done
late=5
until there over || [ -n "$stopped" ] || [ "$late" -eq 0 ]; do sleep 1; late=$((late - 1)); done
end_ray
late=30
if ! there over && [ -z "$stopped" ]; then
  : >"$place/lost-$NODE_RANK"
  until there over || [ "$late" -eq 0 ]; do sleep 1; late=$((late - 1)); done
fi
: >"$place/left-$NODE_RANK"
if [ "$late" -gt 0 ]; then leave 0; fi
echo "node $NODE_RANK of the server has lost Ray, and the first does not hear of it"
leave 1`
}
