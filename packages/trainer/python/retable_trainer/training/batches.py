"""Rows of token ids as tensors: padded on the right, with a mask by position of what is learnt."""

import torch

from ..job.rows import Row
from ..refusal import Refusal
from .losses import Weights


def sequences(rows: list[Row]) -> list[tuple[list[int], list[int]]]:
    """Prompts with completions; of pairs first all chosen, then all rejected ones."""
    return [(row.prompt, row.completions[side]) for side in range(len(rows[0].completions)) for row in rows]


def padded(pairs: list[tuple[list[int], list[int]]], pad: int) -> dict[str, torch.Tensor]:
    """`input_ids` and `learnt` [rows, length]; `learnt` is true at the tokens of completions."""
    length = max(len(prompt) + len(completion) for prompt, completion in pairs)
    ids = torch.full((len(pairs), length), pad)
    learnt = torch.zeros((len(pairs), length), dtype=torch.bool)
    for place, (prompt, completion) in enumerate(pairs):
        if not prompt or not completion:
            raise Refusal("a row has no token to learn, or nothing before it")
        end = len(prompt) + len(completion)
        ids[place, :end] = torch.tensor(prompt + completion)
        learnt[place, len(prompt) : end] = True
    return {"input_ids": ids, "learnt": learnt}


def micro_batch(
    rows: list[Row], weights: list[Weights], reference: list[tuple[float, ...]] | None, pad: int
) -> dict[str, torch.Tensor]:
    """What one pass through the model needs. Lists are in the order of `rows`; `reference` is left out for sft."""
    sides = range(len(rows[0].completions))
    batch = padded(sequences(rows), pad)
    batch["likelihood"] = torch.tensor([weight.likelihood[side] for side in sides for weight in weights])
    batch["preference"] = torch.tensor([weight.preference for weight in weights])
    batch["counts"] = torch.tensor([float(weight.counts) for weight in weights])
    batch["penalty"] = torch.tensor([weight.penalty for weight in weights])
    if reference is not None:
        batch["reference"] = torch.tensor([sums[side] for side in sides for sums in reference])
    return batch
