"""Log-probabilities of all rows under the fixed model, computed once before the training and kept in a file.

The fixed model then need not stay in memory, and no row is scored twice. A killed process goes on where it was.
"""

import contextlib
import json
from pathlib import Path

import torch

from ..job.rows import Row
from ..refusal import Stopped
from .batches import padded, sequences
from .files import whole_lines
from .head import add_completion_head, completion_sums
from ..signals import StopSignal

Sums = tuple[float, ...]


def reference_sums(
    model: torch.nn.Module,
    rows: list[Row],
    visited: list[int],
    *,
    file: Path,
    identity: dict,
    size: int,
    pad: int,
    autocast: bool,
    stop: StopSignal,
) -> list[Sums | None]:
    """Σ log p of each row's completions; none for rows that the training does not come to. Rows of like length go together."""
    order = sorted(visited, key=lambda row: (rows[row].length, row))
    pieces = [order[place : place + size] for place in range(0, len(order), size)]
    known = _known(file, identity)
    add_completion_head(model)
    model.eval()
    device = next(model.parameters()).device
    with open(file, "a") as out, torch.no_grad(), _autocast(device, autocast):
        for piece in pieces[len(known) :]:
            if stop.has_come:
                raise Stopped
            batch = padded(sequences([rows[row] for row in piece]), pad)
            sums = completion_sums(model, {name: tensor.to(device) for name, tensor in batch.items()}).tolist()
            sides = [sums[place : place + len(piece)] for place in range(0, len(sums), len(piece))]
            known.append(list(zip(*sides)))
            out.write(json.dumps(known[-1]) + "\n")
            out.flush()
    found: list[Sums | None] = [None] * len(rows)
    for piece, sums in zip(pieces, known):
        for row, values in zip(piece, sums):
            found[row] = tuple(values)
    return found


def _known(file: Path, identity: dict) -> list[list[Sums]]:
    """What an earlier process of the same job has computed; the first line says whose it is."""
    lines = whole_lines(file)
    if not lines or lines[0] != identity:
        lines = [identity]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return lines[1:]


def _autocast(device: torch.device, is_on: bool):
    return torch.autocast(device.type, torch.bfloat16) if is_on else contextlib.nullcontext()
