"""The command of what stands for Ray: start --head, or start --address=HOST:PORT. It refuses words that Ray 2.48 has not.

Beside it runs a process of its own, as Ray's do, that ends with it.
"""

import argparse
import json
import os
import signal
import socketserver
import subprocess
import sys
import threading
from pathlib import Path

from ray import connect


class Nodes(socketserver.ThreadingTCPServer):
    """The first node, and who has joined it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, Joined)
        self.lock = threading.Lock()
        self.alive = {"head": True}


class Joined(socketserver.StreamRequestHandler):
    server: Nodes

    def handle(self) -> None:
        name = self.rfile.readline().decode().strip()
        if name != "nodes":
            self.tell(name, True)
        while self.rfile.readline():
            with self.server.lock:
                alive = [{"Alive": each} for each in self.server.alive.values()]
            self.wfile.write(f"{json.dumps(alive)}\n".encode())
        if name != "nodes":
            self.tell(name, False)

    def tell(self, name: str, alive: bool) -> None:
        with self.server.lock:
            self.server.alive[name] = alive


def main() -> None:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("command", choices=["start"])
    parser.add_argument("--block", action="store_true", required=True)
    parser.add_argument("--node-ip-address", required=True)
    for name in ("--num-gpus", "--num-cpus", "--min-worker-port", "--max-worker-port", "--dashboard-agent-listen-port"):
        parser.add_argument(name, type=int, required=True)
    parser.add_argument("--ray-client-server-port", type=int)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--head", action="store_true")
    place.add_argument("--address")
    parser.add_argument("--port", type=int)
    parser.add_argument("--temp-dir", type=Path)
    parser.add_argument("--include-dashboard", choices=["false"])
    options = parser.parse_args()
    heads = (options.port, options.temp_dir, options.include_dashboard)
    if options.head is any(each is None for each in heads):
        parser.error("--port, --temp-dir and --include-dashboard are the head's, and all of them")
    beside = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    node = os.environ.get("SLURMD_NODENAME")
    told = {"ray": sys.argv[1:], "node": node, "pid": os.getpid(), "host": os.environ.get("VLLM_HOST_IP")}
    print(json.dumps(told), file=sys.stderr, flush=True)
    try:
        if options.head:
            (options.temp_dir / "session").mkdir()
            Nodes((options.node_ip_address, options.port)).serve_forever()
        # Until the first node is gone.
        connect(options.address, node or str(os.getpid())).recv(1)
        print("the first node of Ray is gone", file=sys.stderr)
        sys.exit(1)
    finally:
        beside.stdin.close()
        beside.wait()


if __name__ == "__main__":
    main()
