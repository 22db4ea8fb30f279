"""Choosing the next token, and saying how likely it was."""

import math
import random
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Sampling:
    """How a text is drawn; the defaults truncate nothing."""

    temperature: float = 1.0
    # 0: all of them.
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0


@dataclass(frozen=True)
class Scored:
    """A token's natural log-probability, and the likeliest tokens of its place, likeliest first."""

    id: int
    log_probability: float
    top: list[tuple[int, float]]


class Draws:
    """The random numbers of one choice, from its seed alone: the same on every machine."""

    def __init__(self, seed: int) -> None:
        # As a text: seeds that differ by a sign or by 2^32 give other numbers, and neighbours are not alike.
        self._random = random.Random(f"retable/{seed}")

    def next(self) -> float:
        """Uniform in [0, 1)."""
        return self._random.random()


def choose(logits: torch.Tensor, sampling: Sampling, draws: Draws) -> int:
    """A token by logits over the vocabulary; at temperature 0 the likeliest, and no random number is used."""
    if logits.isnan().any():
        raise ArithmeticError("the model's logits are not numbers: its weights are broken")
    if sampling.temperature == 0:
        return int(logits.argmax())
    kept = truncate(logits.double() / sampling.temperature, sampling)
    # By the inverse of the distribution in the order of ids: small differences in logits seldom change the token.
    ends = torch.softmax(kept, -1).cumsum(-1)
    found = int(torch.searchsorted(ends, draws.next() * float(ends[-1]), right=True))
    return min(found, int(torch.nonzero(kept > -math.inf)[-1]))


def truncate(scores: torch.Tensor, sampling: Sampling) -> torch.Tensor:
    """Scores with minus infinity for what min-p, then top-k, then top-p leave out: vLLM's order, after temperature."""
    if sampling.min_p > 0:
        scores = scores.masked_fill(scores < scores.max() + math.log(sampling.min_p), -math.inf)
    if 0 < sampling.top_k < len(scores):
        scores = scores.masked_fill(scores < scores.topk(sampling.top_k).values[-1], -math.inf)
    if sampling.top_p < 1:
        ordered, ids = scores.sort()
        rest = torch.softmax(ordered, -1).cumsum(-1) <= 1 - sampling.top_p
        rest[-1] = False
        scores = scores.masked_fill(torch.empty_like(rest).scatter(0, ids, rest), -math.inf)
    return scores


def score(logits: torch.Tensor, ids: list[int], top: int) -> list[Scored]:
    """The log-probabilities of ids, one for each row of logits, before temperature and truncation."""
    scored = []
    # Some rows at a time: in float64 a long prompt's logits would be twice as large again.
    for begin in range(0, len(ids), 64):
        part = logits[begin : begin + 64].double()
        if part.isnan().any():
            raise ArithmeticError("the model's logits are not numbers: its weights are broken")
        # JSON has no minus infinity; vLLM's number for it.
        logs = (part - part.logsumexp(-1, keepdim=True)).clamp(min=-9999.0)
        chosen = torch.tensor(ids[begin : begin + 64]).unsqueeze(-1)
        own = logs.gather(-1, chosen).squeeze(-1).tolist()
        if top == 0:
            scored += [Scored(id, value, []) for id, value in zip(chosen[:, 0].tolist(), own)]
            continue
        best = logs.topk(min(top, logs.shape[-1]))
        lists = zip(chosen[:, 0].tolist(), own, best.indices.tolist(), best.values.tolist())
        scored += [Scored(id, value, list(zip(others, values))) for id, value, others, values in lists]
    return scored
