"""Rows that are drawn together, token by token.

Prompts are padded on the left, with positions that do not count the padding; a row that has ended leaves the batch, and
a row that waits joins it between two tokens.
"""

import torch
from transformers import DynamicCache

from ..model import ServedModel
from .row import Row


class Batch:
    def __init__(self, model: ServedModel) -> None:
        self._network = model.network
        self.rows: list[Row] = []
        self._cache: DynamicCache | None = None
        # 1 where a row has a token, 0 where it is padded.
        self._mask = torch.empty(0, 0, dtype=torch.long)

    def join(self, rows: list[Row]) -> None:
        """Reads new rows' prompts and draws the first token of each."""
        ids, mask = pad_left([row.prompt for row in rows])
        # Every layer keeps all its keys: rows of unlike lengths can then stand in one cache.
        cache = DynamicCache()
        logits = self._run(ids, mask, cache)
        for row, row_logits in zip(rows, logits):
            row.take(row_logits)
        if self._cache is None:
            self._cache, self._mask, self.rows = cache, mask, rows
        else:
            self._mask = merge(self._cache, self._mask, cache, mask)
            self.rows = [*self.rows, *rows]
        self._leave()

    def step(self) -> None:
        """Draws one more token of each row."""
        self._leave()
        if self._cache is None:
            return
        ids = torch.tensor([[row.ids[-1]] for row in self.rows])
        self._mask = torch.nn.functional.pad(self._mask, (0, 1), value=1)
        logits = self._run(ids, self._mask, self._cache)
        for row, row_logits in zip(self.rows, logits):
            row.take(row_logits)
        self._leave()

    def _run(self, ids: torch.Tensor, mask: torch.Tensor, cache: DynamicCache) -> torch.Tensor:
        """Logits over the vocabulary after each row's last token."""
        positions = (mask.cumsum(-1) - 1).clamp(min=0)[:, -ids.shape[1] :]
        output = self._network(
            input_ids=ids,
            attention_mask=None if mask.all() else mask,
            position_ids=positions,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        return output.logits[:, -1]

    def _leave(self) -> None:
        """Takes out the rows that have ended and those that nobody waits for."""
        stay = [i for i, row in enumerate(self.rows) if row.finish is None and not row.ticket.is_cancelled]
        if len(stay) == len(self.rows):
            return
        left = [row for row in self.rows if row.finish is not None]
        self.rows = [self.rows[i] for i in stay]
        if stay:
            self._cache.batch_select_indices(torch.tensor(stay))
            self._mask = self._mask[stay]
            self._trim()
        else:
            self._cache = None
        for row in left:
            row.ticket.finish_row()

    def _trim(self) -> None:
        """Drops padding that all rows have."""
        padding = int(self._mask.argmax(-1).min())
        if padding > 0:
            self._mask = self._mask[:, padding:]
            for layer in self._cache.layers:
                layer.keys, layer.values = layer.keys[:, :, padding:], layer.values[:, :, padding:]


def pad_left(prompts: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and mask, rows by tokens."""
    width = max(len(prompt) for prompt in prompts)
    ids = torch.tensor([[0] * (width - len(prompt)) + prompt for prompt in prompts])
    mask = torch.tensor([[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in prompts])
    return ids, mask


def merge(cache: DynamicCache, mask: torch.Tensor, other: DynamicCache, other_mask: torch.Tensor) -> torch.Tensor:
    """Puts another cache's rows below a cache's own, the shorter padded on the left; gives the mask of all."""
    width = max(mask.shape[1], other_mask.shape[1])

    def widen(tensor: torch.Tensor, dimension: int) -> torch.Tensor:
        behind = [0, 0] * (tensor.dim() - 1 - dimension)
        return torch.nn.functional.pad(tensor, (*behind, width - tensor.shape[dimension], 0))

    for layer, other_layer in zip(cache.layers, other.layers):
        layer.keys = torch.cat([widen(layer.keys, 2), widen(other_layer.keys, 2)])
        layer.values = torch.cat([widen(layer.values, 2), widen(other_layer.values, 2)])
    return torch.cat([widen(mask, 1), widen(other_mask, 1)])
