"""The nano tier's model in PyTorch with 32-bit floats: tokens a second of training and of sampling with a KV cache.

Usage: peer.py THREADS JOB, with JOB a JSON object {"vocabulary", "width", "layers", "heads", "context", "trainingRows",
"samplingRows", "prompt", "seconds"}. Prints {"version", "training", "sampling"}: median tokens a second.
"""

import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy, scaled_dot_product_attention


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.RMSNorm(width), nn.RMSNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width, bias=False), nn.Linear(width, width, bias=False)
        self.up, self.down = nn.Linear(width, 4 * width, bias=False), nn.Linear(4 * width, width, bias=False)

    def forward(self, x, turn, cache=None, at=0):
        rows, length, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        q, k = rotated(q, *turn), rotated(k, *turn)
        if cache is not None:
            cache[0][:, :, at : at + length], cache[1][:, :, at : at + length] = k, v
            k, v = cache[0][:, :, : at + length], cache[1][:, :, : at + length]
        mixed = scaled_dot_product_attention(q, k, v, is_causal=length > 1)
        x = x + self.out(mixed.transpose(1, 2).reshape(rows, length, width))
        return x + self.down(torch.relu(self.up(self.norm2(x))))


class Model(nn.Module):
    def __init__(self, job):
        super().__init__()
        width, self.heads = job["width"], job["heads"]
        self.embedding = nn.Embedding(job["vocabulary"], width)
        self.blocks = nn.ModuleList(Block(width, self.heads) for _ in range(job["layers"]))
        self.norm = nn.RMSNorm(width)
        half = width // self.heads // 2
        angle = torch.arange(job["context"])[:, None] * 10_000.0 ** (-torch.arange(half) / half)
        self.turn = angle.cos().repeat(1, 2), torch.cat([-angle.sin(), angle.sin()], -1)

    def forward(self, tokens, caches=None, at=0):
        x = self.embedding(tokens)
        turn = [part[at : at + tokens.shape[1]] for part in self.turn]
        for i, block in enumerate(self.blocks):
            x = block(x, turn, None if caches is None else caches[i], at)
        return self.norm(x) @ self.embedding.weight.T


def rotated(x, cosine, sine):
    a, b = x.chunk(2, -1)
    return x * cosine + torch.cat([b, a], -1) * sine


def training(job):
    model = Model(job)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    tokens = torch.randint(job["vocabulary"], (job["trainingRows"], job["context"] + 1))

    def step():
        logits = model(tokens[:, :-1])
        loss = cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    return job["trainingRows"] * job["context"] / median_seconds(step, job["seconds"])


@torch.inference_mode()
def sampling(job):
    model = Model(job)
    rows, context, prompt = job["samplingRows"], job["context"], job["prompt"]
    shape = (rows, job["heads"], context, job["width"] // job["heads"])
    caches = [(torch.zeros(shape), torch.zeros(shape)) for _ in range(job["layers"])]
    prompts = torch.randint(job["vocabulary"], (rows, prompt))

    def batch():
        logits = model(prompts, caches, 0)[:, -1]
        for at in range(prompt, context):
            token = torch.multinomial(logits.softmax(-1), 1)
            logits = model(token, caches, at)[:, -1]

    return rows * context / median_seconds(batch, job["seconds"])


def median_seconds(work, seconds):
    """Median time of a call, over calls that together take so long, after a tenth of that to warm up."""
    times = []
    for budget in (seconds / 10, seconds):
        times = []
        while sum(times) < budget:
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def main(threads, job):
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    job = json.loads(job)
    print(json.dumps({"version": torch.__version__, "training": training(job), "sampling": sampling(job)}))


main(*sys.argv[1:])
