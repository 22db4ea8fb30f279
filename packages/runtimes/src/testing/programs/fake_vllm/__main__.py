"""A server that takes vLLM's words and answers as it does, without a model: fake_vllm --model FOLDER ...

It refuses words that vLLM 0.11 has not. Before it listens it "loads" for as many seconds as config.json names in
`"load"`; over several nodes it wants them in a Ray cluster before. `"memory": "none"` ends it as vLLM ends where a GPU is full. It answers each chat with its last message's words in
reverse, counts a text's words as its tokens, and gives every token of an echoed prompt the log-probability -0.5. /end ends it with code 7.
"""

import argparse
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--model", type=Path, required=True)
parser.add_argument("--served-model-name", required=True)
parser.add_argument("--host", required=True)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--seed", type=int, required=True)
parser.add_argument("--generation-config", choices=["vllm", "auto"], required=True)
parser.add_argument("--dtype", choices=["auto", "bfloat16", "float16", "float32"], required=True)
parser.add_argument("--max-model-len", type=int, required=True)
parser.add_argument("--max-num-seqs", type=int, required=True)
parser.add_argument("--tensor-parallel-size", type=int, required=True)
parser.add_argument("--pipeline-parallel-size", type=int, default=1)
parser.add_argument("--distributed-executor-backend", choices=["ray", "mp"], default="mp")
parser.add_argument("--gpu-memory-utilization", type=float, required=True)
parser.add_argument("--logprobs-mode", choices=["raw_logprobs", "processed_logprobs"], required=True)
parser.add_argument("--chat-template", type=Path)
parser.add_argument("--no-enable-prefix-caching", action="store_true")
options = parser.parse_args()
config = json.loads((options.model / "config.json").read_text())
if options.chat_template is not None:
    options.chat_template.read_text()
seen = {name: os.environ.get(name) for name in ("HF_HUB_OFFLINE", "VLLM_BATCH_INVARIANT", "OPENAI_API_KEY")}
print(json.dumps({"environment": seen, **vars(options)}, default=str), file=sys.stderr)
if options.pipeline_parallel_size > 1:
    import ray

    if options.distributed_executor_backend != "ray":
        sys.exit("the world is larger than this machine's GPUs: other machines are reached by ray alone")
    ray.init()
    alive = sum(node["Alive"] for node in ray.nodes())
    if alive < options.pipeline_parallel_size:
        sys.exit(f"{options.pipeline_parallel_size} nodes are needed, and {alive} are there")
    print(json.dumps({"address": os.environ["RAY_ADDRESS"], "host": os.environ["VLLM_HOST_IP"]}), file=sys.stderr)
time.sleep(config.get("load", 0))
if config.get("memory") == "none":
    print("torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.", file=sys.stderr)
    sys.exit(1)
root = config.get("root", str(options.model))


key = os.environ.get("VLLM_API_KEY")


class Handler(BaseHTTPRequestHandler):
    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        # As vLLM: what stands beside /v1 is for all.
        if key is None or not self.path.startswith("/v1") or self.headers.get("authorization") == f"Bearer {key}":
            return True
        self.send_error(401)
        return False

    def answer(self, value: object, status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, message: str) -> None:
        self.answer({"error": {"message": message, "type": "BadRequestError", "code": 400}}, 400)

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            entry = {"id": options.served_model_name, "object": "model", "owned_by": "vllm", "root": root}
            return self.answer({"object": "list", "data": [{**entry, "max_model_len": options.max_model_len}]})
        if self.path == "/version":
            return self.answer({"version": "0.11.0"})
        if self.path == "/health":
            self.send_response(200)
            self.send_header("content-length", "0")
            return self.end_headers()
        if self.path == "/end":
            print("the engine is dead", file=sys.stderr)
            os._exit(7)
        self.answer({"detail": "Not Found"}, 404)

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if asked.get("model", options.served_model_name) != options.served_model_name:
            return self.answer({"error": {"message": f"The model `{asked['model']}` does not exist."}}, 404)
        if self.path == "/tokenize":
            return self.tokenize(asked)
        if self.path == "/v1/completions":
            return self.echo(asked)
        if self.path != "/v1/chat/completions":
            return self.answer({"detail": "Not Found"}, 404)
        words = asked["messages"][-1]["content"].split()
        if words == ["long"]:
            time.sleep(60)
        message = {"role": "assistant", "content": " ".join(reversed(words))}
        usage = {"prompt_tokens": len(words), "completion_tokens": len(words), "total_tokens": 2 * len(words)}
        tokens = [{"token": word, "logprob": -0.5, "bytes": list(word.encode()), "top_logprobs": []} for word in reversed(words)]
        choice = {"index": 0, "message": message, "logprobs": {"content": tokens}, "finish_reason": "stop"}
        self.answer({"id": "1", "object": "chat.completion", "model": options.served_model_name, "choices": [choice], "usage": usage})

    def tokenize(self, asked: dict) -> None:
        # One text or one chat at a time: a list of texts is none of vLLM's.
        if "messages" in asked:
            text = " ".join(turn["content"] for turn in asked["messages"])
        elif isinstance(asked.get("prompt"), str):
            text = asked["prompt"]
        else:
            return self.refuse("Field required: prompt")
        tokens = [len(word) for word in text.split()]
        self.answer({"count": len(tokens), "max_model_len": options.max_model_len, "tokens": tokens, "token_strs": None})

    def echo(self, asked: dict) -> None:
        prompt = asked["prompt"]
        if not asked.get("echo") or asked.get("max_tokens") != 0:
            return self.refuse("only an echoed prompt is answered here")
        values = [None if place == 0 else -0.5 for place in range(len(prompt))]
        choice = {"index": 0, "text": "", "logprobs": {"token_logprobs": values}, "finish_reason": "length"}
        self.answer({"id": "1", "object": "text_completion", "model": options.served_model_name, "choices": [choice]})

    def log_message(self, *_) -> None:
        print("processed a request", file=sys.stderr)


ThreadingHTTPServer((options.host, options.port), Handler).serve_forever()
