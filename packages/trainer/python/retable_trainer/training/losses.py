"""What is minimised, as weights of rows: the loss of a step is a sum over its rows, so it is the same however it is split.

loss = − Σ likelihood_r · log p(y_r | x_r) − Σ preference_i · log σ(β · ((c − c₀) − (r − r₀)) + penalty_i)

- sft over tokens: likelihood = 1 / Σ|y|; over responses: 1 / (n |y|).
- dpo (Rafailov et al. 2023, arXiv 2305.18290v3, equation 7): preference = 1 / n.
- dpo with α (Pang et al. 2024, Iterative RPO, arXiv 2404.19733v3, equation 1): and likelihood = α / (n |chosen|).
- a weight (Prasad et al. 2024, ScPO, arXiv 2411.04109) multiplies both terms of its pair.
- R-DPO (Park et al. 2024, arXiv 2403.19159, section 3.2): penalty = lengthPenalty · (|chosen| − |rejected|).
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from ..job.rows import Row


@dataclass(frozen=True)
class Weights:
    """Of a row in its group: of each of its completions' likelihood, of the preference, and what is added to the margin."""

    likelihood: tuple[float, ...]
    preference: float = 0.0
    penalty: float = 0.0
    # Whether it is a row of the group, and not one that only keeps a process busy.
    counts: bool = True


def weights_of(loss: dict, group: list[Row]) -> list[Weights]:
    """The weights of a group's rows, with which its loss is a mean over all of it."""
    count = len(group)
    if loss["kind"] == "sft":
        if loss["mean"] == "tokens":
            tokens = sum(row.learnt for row in group)
            return [Weights((1 / tokens,)) for _ in group]
        return [Weights((1 / (count * row.learnt),)) for row in group]
    alpha, penalty = loss["alpha"], loss.get("lengthPenalty", 0)
    return [
        Weights(
            likelihood=(row.weight * alpha / (count * len(row.completions[0])), 0.0),
            preference=row.weight / count,
            penalty=penalty * (len(row.completions[0]) - len(row.completions[1])),
        )
        for row in group
    ]


def likelihood_loss(sums: torch.Tensor, likelihood: torch.Tensor) -> torch.Tensor:
    """The first term; `sums` [rows] are log-probabilities of whole completions."""
    return -(sums * likelihood).sum()


def preference_loss(
    margin: torch.Tensor, preference: torch.Tensor, penalty: torch.Tensor, beta: float
) -> torch.Tensor:
    """The second term; `margin` [pairs] is (c − c₀) − (r − r₀)."""
    return -(F.logsigmoid(beta * margin + penalty) * preference).sum()
