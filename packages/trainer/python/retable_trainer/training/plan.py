"""What each step is made of: its group of rows, as pieces that go through the model one after the other."""

from dataclasses import dataclass

import torch

from ..job.job import Job
from ..job.order import Groups, micro_batches
from ..job.rows import Row
from .batches import micro_batch
from .losses import Weights, weights_of


@dataclass(frozen=True)
class Plan:
    """All that decides the steps beside the model. `reference` has a row's sums under the fixed model, if known."""

    job: Job
    rows: list[Row]
    pad: int
    reference: list[tuple[float, ...] | None] | None = None

    def __post_init__(self) -> None:
        groups = Groups(
            len(self.rows), batch_size=self.job["batchSize"], order=self.job["order"], seed=self.job["seed"]
        )
        object.__setattr__(self, "groups", groups)
        object.__setattr__(self, "lengths", [row.length for row in self.rows])

    def group(self, step: int) -> list[Row]:
        return [self.rows[row] for row in self.groups.at(step)]

    def learnt(self, steps: int) -> int:
        """Tokens that are learnt from in the first steps."""
        return sum(row.learnt for step in range(steps) for row in self.group(step))

    def pieces(self, step: int, rank: int = 0, ranks: int = 1) -> list[dict[str, torch.Tensor]]:
        """A process's micro-batches of a step, whose losses add up to the step's over all processes."""
        group = self.groups.at(step)
        weights = dict(zip(group, weights_of(self.job["loss"], [self.rows[row] for row in group])))
        size = self.job["microBatchSize"]
        pieces = micro_batches(group, self.lengths, size, rank, ranks)
        return [self._batch(piece, weights) for piece in pieces]

    def _batch(self, piece: list[int], weights: dict[int, Weights]) -> dict[str, torch.Tensor]:
        if piece:
            chosen = [weights[row] for row in piece]
        else:
            # Nothing is left for this process, but it must go through the model with the others.
            piece = [min(weights, key=lambda row: self.lengths[row])]
            chosen = [Weights((0.0,) * len(self.rows[piece[0]].completions), counts=False)]
        reference = None if self.reference is None else [self.reference[row] for row in piece]
        return micro_batch([self.rows[row] for row in piece], chosen, reference, self.pad)
