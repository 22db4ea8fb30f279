"""Objectives in bfloat16, on the processor and on a GPU, against float64 by hand."""

import torch

from .hand import Hand
from .losses import OBJECTIVES, SPLITS, weighted
from .making import PAIRS, WEIGHTS, Making, answers, steps, trained

# Of a loss and of a gradient norm: numbers have eight bits.
NEAR = 0.01, 0.03


def check_bfloat16_objectives(making: Making):
    """in bfloat16 every objective is within 1 % of float64 by hand at every split, its gradient norm within 3 %"""
    return objectives(making, "cpu")


def check_bfloat16_objectives_on_gpu(making: Making):
    """on a GPU in bfloat16 every objective is within 1 % of float64 by hand at every split, its gradient norm within 3 %"""
    if not torch.cuda.is_available():
        return {"skipped": "needs a GPU that torch can use"}
    return objectives(making, "cuda")


def objectives(making: Making, device: str) -> dict:
    """Largest relative distance of losses and of gradient norms."""
    hand = Hand(making.model(1), making.model(2))
    most = [0.0, 0.0]
    for name, loss in OBJECTIVES.items():
        is_sft = loss["kind"] == "sft"
        wanted = hand.loss(name, PAIRS[:4], WEIGHTS[:4])
        for size in SPLITS:
            folder = making.job(
                f"{device}-{name}-{size}",
                answers() if is_sft else weighted() if "weighted" in name else PAIRS,
                loss=loss,
                microBatchSize=size,
                reference=None if is_sft else making.model(2),
                device=device,
                autocast="bfloat16",
                steps=1,
            )
            trained(folder)
            line = steps(folder)[0]
            for i, found in enumerate((line["loss"], line["gradNorm"])):
                distance = abs(found - wanted[i]) / abs(wanted[i])
                most[i] = max(most[i], distance)
                assert 0 < distance <= NEAR[i], (name, size, ("loss", "norm")[i], found, wanted[i])
    return {"loss": most[0], "gradNorm": most[1]}
