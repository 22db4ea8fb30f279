"""One choice of an answer, from its prompt to its end."""

from dataclasses import dataclass, field

import torch

from .choose import Draws, Sampling, Scored, choose, score
from ..model import ServedModel
from .queue import Ticket
from .written_text import WrittenText


@dataclass(frozen=True)
class Wish:
    """What is asked of every choice of a request."""

    sampling: Sampling = field(default_factory=Sampling)
    # None: to the end of the context.
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    # How many of the likeliest tokens are told of each place; None: no log-probabilities.
    top: int | None = None
    scores_prompt: bool = False


class Row:
    def __init__(self, model: ServedModel, prompt: list[int], wish: Wish, seed: int, ticket: Ticket) -> None:
        self.prompt = prompt
        self.wish = wish
        self.ticket = ticket
        # Of all tokens of the prompt but the first.
        self.prompt_scores: list[Scored] = []
        self.ids: list[int] = []
        self.scores: list[Scored] = []
        self.finish: str | None = None
        self._ends = model.ends
        self._draws = Draws(seed)
        self._written = WrittenText(model.tokenizer, model.token_bytes, wish.stop)
        room = model.context - len(prompt)
        self.room = room if wish.max_tokens is None else min(room, wish.max_tokens)
        if self.room == 0:
            self.finish = "length"

    def take(self, logits: torch.Tensor) -> None:
        """Draws the next token by logits over the vocabulary."""
        id = choose(logits, self.wish.sampling, self._draws)
        self.ids.append(id)
        if self.wish.top is not None:
            self.scores += score(logits.unsqueeze(0), [id], self.wish.top)
        if id in self._ends:
            self._written.places.append(len(self._written.text))
            self.finish = "stop"
        elif self._written.add(id):
            self.finish = "stop"
        elif len(self.ids) == self.room:
            self.finish = "length"

    @property
    def text(self) -> str:
        return self._written.end()

    def listed(self) -> list[tuple[Scored, int]]:
        """Scores of the tokens, each with its place in the text; those of a stop string are left out with it."""
        pairs = list(zip(self.scores, self._written.places))
        if self.finish == "stop" and self.ids[-1] not in self._ends:
            return [(one, at) for one, at in pairs if at < len(self.text)]
        return pairs
