"""`serve FOLDER --name NAME --threads N --batch N --port P --host H`: a model folder behind OpenAI's routes, on loopback
unless another host is named. Where RETABLE_SERVE_KEY is set, all but /health is for requests with that key alone.

Weights are computed in float32 on the processor. Tells its address as JSON on file descriptor 3 once it listens, and
serves until SIGTERM, which ends it at once.
"""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="serve", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", required=True, help="what the server calls the model")
    parser.add_argument("--threads", type=positive, default=1)
    parser.add_argument("--batch", type=positive, default=1, help="choices that are drawn together at most")
    parser.add_argument("--port", type=int, default=0, help="0 for a free one")
    parser.add_argument("--host", default="127.0.0.1", help="where it listens: a container's own network, or a node's")
    options = parser.parse_args(arguments)
    # Also at a request, and while it loads.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ["OMP_NUM_THREADS"] = str(options.threads)

    from .http import Server
    from .model import check_folder, load_model

    try:
        # What can be known without the libraries, which take seconds, is told at once.
        weights = check_folder(options.folder)
        # Out of the environment, which what it starts would see.
        server = Server(options.host, options.port, os.environ.pop("RETABLE_SERVE_KEY", None))
        model = load_model(options.folder, options.name, weights)
        draw = open_routes(server, model, options)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 65
    except OSError as error:
        print(f"port {options.port} cannot be had: {error.strerror}", file=sys.stderr)
        return 70
    tell({"address": f"http://{options.host}:{server.server_port}"})
    draw()
    return 0


def open_routes(server, model, options):
    """Lets the server listen, in a thread of its own; gives what draws for it, for ever. Raises OSError."""
    import torch

    from .drawing.loop import draw_forever
    from .drawing.queue import Waiting
    from .routes import Routes

    torch.set_num_threads(options.threads)
    waiting = Waiting()
    server.routes = Routes(model, waiting, threads=options.threads, batch=options.batch)
    server.server_activate()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return lambda: draw_forever(model, waiting, options.batch)


def tell(ready: dict) -> None:
    """Writes to file descriptor 3, or to standard output where nobody listens there."""
    try:
        file = os.fdopen(3, "w")
    except OSError:
        print(json.dumps(ready), flush=True)
        return
    with file:
        print(json.dumps(ready), file=file)


def positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value
