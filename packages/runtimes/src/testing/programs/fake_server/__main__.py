"""A server as the contract of model folders wants it, without a model: fake_server serve FOLDER --name NAME ...

It answers each chat with its last message's words in reverse. A config.json with `model_type: unknown` is refused, one with
`"weights"` is told as if these were the folder's, one with `"bytes"` takes as much memory before it listens, and one with
`"deaf"` does not listen to SIGTERM.
/end ends it with code 7.
"""

import argparse
import hashlib
import json
import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("command", choices=["serve"])
parser.add_argument("folder", type=Path)
parser.add_argument("--name", required=True)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--batch", type=int, required=True)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--host", default="127.0.0.1")
options = parser.parse_args()
config = json.loads((options.folder / "config.json").read_text())
if config["model_type"] == "unknown":
    os.close(3)
    # Large libraries take their time to end.
    time.sleep(0.5)
    print(f"no architecture here is called {config['model_type']}", file=sys.stderr)
    sys.exit(65)
if config.get("deaf"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
taken = bytearray(config.get("bytes", 0))


def folder_hash() -> str:
    files = [path for path in options.folder.rglob("*") if path.is_file() and path.name != "hashes.json"]
    hashes = {path.relative_to(options.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return hashlib.sha256(json.dumps(hashes, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


weights = config.get("weights", folder_hash())


key = os.environ.get("RETABLE_SERVE_KEY")


class Handler(BaseHTTPRequestHandler):
    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        # As vLLM: what stands beside /v1 is for all.
        if key is None or not self.path.startswith("/v1") or self.headers.get("authorization") == f"Bearer {key}":
            return True
        self.send_error(401)
        return False

    def answer(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            entry = {"id": options.name, "object": "model", "weights": weights, "max_model_len": config["max_position_embeddings"]}
            return self.answer({"object": "list", "data": [entry]})
        if self.path == "/health":
            return self.answer({})
        if self.path == "/end":
            os._exit(7)
        self.send_error(404)

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        words = asked["messages"][-1]["content"].split()
        if words == ["long"]:
            time.sleep(60)
        message = {"role": "assistant", "content": " ".join(reversed(words))}
        usage = {"prompt_tokens": len(words), "completion_tokens": len(words), "total_tokens": 2 * len(words)}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        self.answer({"id": "1", "object": "chat.completion", "model": options.name, "choices": choices, "usage": usage})

    def log_message(self, *_) -> None:
        print("processed a request", file=sys.stderr)


server = ThreadingHTTPServer((options.host, options.port), Handler)
with os.fdopen(3, "w") as ready:
    print(json.dumps({"address": f"http://{options.host}:{server.server_port}"}), file=ready)
print(json.dumps({"threads": options.threads, "batch": options.batch, "settings": os.environ.get("OMP_WAIT_POLICY")}), file=sys.stderr)
server.serve_forever()
