"""Serves a GGUF file by llama.cpp's own HTTP server, on loopback.

Tells its address as JSON on file descriptor 3 once it listens, and serves until SIGTERM.
"""

import argparse
import json
import os
import signal
import sys
import threading

import xllamacpp

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("file")
parser.add_argument("--name", required=True, help="what the server calls the model")
parser.add_argument("--slots", type=int, required=True)
parser.add_argument("--context", type=int, required=True, help="tokens of one slot")
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--port", type=int, required=True, help="0 for a free one")
parser.add_argument("--prompt-cache", action="store_true")
options = parser.parse_args()

params = xllamacpp.CommonParams()
params.model.path = options.file
params.model_alias = {options.name}
params.n_parallel = options.slots
params.n_ctx = options.context * options.slots
params.cpuparams.n_threads = options.threads
params.cpuparams_batch.n_threads = options.threads
params.cache_prompt = options.prompt_cache
if not options.prompt_cache:
    params.cache_ram_mib = 0
    params.cache_idle_slots = False
# Take the sizes that were asked for, or fail: shrunk ones would give other texts.
params.fit_params = False
params.warmup = False
params.hostnames = ["127.0.0.1"]
params.port = options.port
# No page of a browser may read answers: llama.cpp's own default allows every origin.
params.cors_origins = ""
params.cors_credentials = False
params.ui = False
# It would show other users of the machine what is asked.
params.endpoint_slots = False

try:
    server = xllamacpp.Server(params)
except RuntimeError:
    sys.exit(1)  # The server has written why.

# llama.cpp waits for requests in flight, for ever if one is long.
signal.signal(signal.SIGTERM, signal.SIG_DFL)
with os.fdopen(3, "w") as ready:
    print(json.dumps({"address": server.listening_address}), file=ready)
threading.Event().wait()
