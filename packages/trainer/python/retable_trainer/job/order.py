"""Which rows make up each step."""

import math
import random


def pass_order(count: int, order: str, seed: int, number: int) -> list[int]:
    """Row numbers in the order of a pass over them."""
    rows = list(range(count))
    if order == "shuffled":
        random.Random(f"{seed}/{number}").shuffle(rows)
    return rows


class Groups:
    """The rows of each step: `batch_size` of a pass; the last group of a pass has what is left."""

    def __init__(self, count: int, *, batch_size: int, order: str, seed: int):
        self.count, self.batch_size, self.order, self.seed = count, batch_size, order, seed
        self.per_pass = math.ceil(count / batch_size)
        self._number, self._rows = -1, []

    def at(self, step: int) -> list[int]:
        """Row numbers of a step, counted from 0."""
        number, place = divmod(step, self.per_pass)
        if number != self._number:
            self._number, self._rows = number, pass_order(self.count, self.order, self.seed, number)
        return self._rows[place * self.batch_size : (place + 1) * self.batch_size]

    def visited(self, steps: int) -> list[int]:
        """The rows that some step of a training has, ascending."""
        if steps >= self.per_pass:
            return list(range(self.count))
        return sorted(row for step in range(steps) for row in self.at(step))


def micro_batches(
    group: list[int], lengths: list[int], size: int, rank: int = 0, ranks: int = 1
) -> list[list[int]]:
    """A process's share of a group, sorted by length so that little is padded, in pieces of at most `size`.

    All processes get as many pieces: sharded weights are gathered in each, so none may have more. A process that has
    too few rows gets an empty piece, which is to be run with a row that counts for nothing.
    """
    by_length = sorted(group, key=lambda row: (lengths[row], row))
    count = max(1, math.ceil(math.ceil(len(group) / ranks) / size))
    mine = by_length[rank::ranks]
    return [mine[place * size : (place + 1) * size] for place in range(count)]
