"""The one thread that computes: it scores prompts and draws rows until the process ends."""

import sys
import traceback

import torch

from .batch import Batch, pad_left
from .choose import score
from ..model import ServedModel
from .queue import Waiting
from .row import Row

# Logits of prompts that are scored at once, in bytes.
LOGITS = 2**29


def draw_forever(model: ServedModel, waiting: Waiting, size: int) -> None:
    batch = Batch(model)
    while True:
        rows = waiting.take(places(size, len(batch.rows)), blocks=not batch.rows)
        try:
            with torch.inference_mode():
                new = score_prompts(model, rows)
                if new:
                    batch.join(new)
                else:
                    batch.step()
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            for row in [*rows, *batch.rows]:
                row.ticket.fail(error)
            batch = Batch(model)


def places(size: int, drawn: int) -> int:
    """How many rows may join a batch in which so many are drawn."""
    # All keys and values are copied when rows join: a quarter of the batch joins at once, and not one by one.
    free = size - drawn
    return free if 4 * free >= size else 0


def score_prompts(model: ServedModel, rows: list[Row]) -> list[Row]:
    """Scores the prompts of the rows that ask for it; gives the rows that are still to be drawn."""
    left = [row for row in rows if row.wish.scores_prompt]
    while left:
        group = left[: fitting(left, model.vocabulary)]
        left = left[len(group) :]
        ids, mask = pad_left([row.prompt for row in group])
        logits = model.network(
            input_ids=ids,
            attention_mask=None if mask.all() else mask,
            position_ids=(mask.cumsum(-1) - 1).clamp(min=0),
            use_cache=False,
        ).logits
        for row, row_logits in zip(group, logits):
            own = row_logits[-len(row.prompt) :]
            row.prompt_scores = score(own[:-1], row.prompt[1:], row.wish.top)
            if row.room == 1:
                row.take(own[-1])
    for row in rows:
        if row.finish is not None:
            row.ticket.finish_row()
    return [row for row in rows if row.finish is None]


def fitting(rows: list[Row], vocabulary: int) -> int:
    """How many of the first rows' logits fit together; at least one's."""
    count, width = 0, 0
    for row in rows:
        width = max(width, len(row.prompt))
        if count > 0 and (count + 1) * width * vocabulary * 4 > LOGITS:
            break
        count += 1
    return count
