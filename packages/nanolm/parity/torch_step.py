"""The same model, losses and optimiser in PyTorch with 64-bit floats, for the parity test.

Standard input: one JSON object {"architecture", "weights", "reference", "jobs", "optimizer"}; `weights` and `reference`
are lists of flat arrays in the order of `flatten` in architecture.ts, a job is {"loss", "examples"} with rows
{"tokens", "prompt"}. Standard output: {"version", "jobs": [{"loss", "gradients"}], "scores", "updated"}.

Every row goes through the model by itself and without padding, and each loss is written from its equation, so that
batching, padding, masks and weights of the engine are checked too.
"""

import json
import math
import sys

import torch
from torch.nn.functional import logsigmoid, softmax

torch.set_default_dtype(torch.float64)


class Model:
    def __init__(self, architecture, arrays):
        self.width, self.heads = architecture["width"], architecture["heads"]
        width, vocabulary = self.width, architecture["vocabulary"]
        layer = [(width,), (width, width), (width, width), (width, width), (width, width)]
        layer += [(width,), (width, 4 * width), (4 * width, width)]
        shapes = [(vocabulary, width)] + layer * architecture["layers"] + [(width,)]
        self.weights = [
            torch.tensor(array).reshape(shape).requires_grad_() for array, shape in zip(arrays, shapes, strict=True)
        ]

    def logits(self, tokens):
        embedding, *layers, final = self.weights
        x = 8 * embedding[torch.tensor(tokens)]
        for start in range(0, len(layers), 8):
            norm1, query, key, value, out, norm2, up, down = layers[start : start + 8]
            h = normed(x, norm1)
            q, k, v = (self.by_head(h @ matrix) for matrix in (query, key, value))
            scores = rotated(q) @ rotated(k).transpose(1, 2) / math.sqrt(self.width / self.heads)
            later = torch.ones(len(tokens), len(tokens), dtype=torch.bool).triu(1)
            mixed = softmax(scores.masked_fill(later, -math.inf), -1) @ v
            x = x + mixed.transpose(0, 1).reshape(len(tokens), self.width) @ out
            x = x + torch.relu(normed(x, norm2) @ up) @ down
        return normed(x, final) @ embedding.T

    def by_head(self, x):
        return x.reshape(len(x), self.heads, -1).transpose(0, 1)

    def log_probability(self, row):
        """log p(completion | prompt); the first token of a row without a prompt is given."""
        tokens, first = row["tokens"], max(1, row["prompt"])
        logs = self.logits(tokens[:-1]).log_softmax(-1)
        return sum(logs[t - 1, tokens[t]] for t in range(first, len(tokens)))


def normed(x, weight):
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-6) * weight


def rotated(x):
    """Rotary positions: (a, b) becomes (a cos - b sin, b cos + a sin), a and b the halves of the last axis."""
    half = x.shape[-1] // 2
    angle = torch.arange(x.shape[1])[:, None] * 10_000.0 ** (-torch.arange(half) / half)
    a, b = x[..., :half], x[..., half:]
    return torch.cat([a * angle.cos() - b * angle.sin(), b * angle.cos() + a * angle.sin()], -1)


def length(row):
    return len(row["tokens"]) - max(1, row["prompt"])


def loss_of(model, reference, loss, examples):
    if loss["kind"] == "sft":
        likelihoods = [model.log_probability(example["row"]) for example in examples]
        if loss["mean"] == "tokens":
            return -sum(likelihoods) / sum(length(example["row"]) for example in examples)
        per_token = [logp / length(example["row"]) for logp, example in zip(likelihoods, examples)]
        return -sum(per_token) / len(examples)
    total = 0
    for pair in examples:
        chosen, rejected = (model.log_probability(pair[side]) for side in ("chosen", "rejected"))
        before = [reference.log_probability(pair[side]).detach() for side in ("chosen", "rejected")]
        margin = loss["beta"] * ((chosen - before[0]) - (rejected - before[1]))
        total = total - pair["weight"] * (logsigmoid(margin) + loss["alpha"] * chosen / length(pair["chosen"]))
    return total / len(examples)


def gradients_of(model, value):
    return [gradient.flatten().tolist() for gradient in torch.autograd.grad(value, model.weights)]


def updated(architecture, weights, gradients, options):
    """Weights after AdamW steps with the same gradients, scaled by a factor of its own at each step."""
    model = Model(architecture, weights)
    optimizer = torch.optim.AdamW(
        model.weights, lr=options["learningRate"], betas=(0.9, 0.95), eps=1e-8, weight_decay=options["weightDecay"]
    )
    for factor in options["factors"]:
        for weight, gradient in zip(model.weights, gradients):
            weight.grad = factor * torch.tensor(gradient).reshape(weight.shape)
        torch.nn.utils.clip_grad_norm_(model.weights, options["clip"])
        optimizer.step()
    return [weight.detach().flatten().tolist() for weight in model.weights]


def main():
    job = json.load(sys.stdin)
    model, reference = (Model(job["architecture"], job[name]) for name in ("weights", "reference"))
    results = []
    for part in job["jobs"]:
        value = loss_of(model, reference, part["loss"], part["examples"])
        results.append({"loss": value.item(), "gradients": gradients_of(model, value)})
    result = {
        "version": torch.__version__,
        "jobs": results,
        "scores": [reference.log_probability(row).item() for row in job["rows"]],
        "updated": updated(job["architecture"], job["weights"], results[0]["gradients"], job["optimizer"]),
    }
    json.dump(result, sys.stdout)


main()
