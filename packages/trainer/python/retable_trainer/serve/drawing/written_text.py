"""The text of tokens as they come, with characters never broken, and where a stop string ends it."""

import codecs
from typing import Any

from .token_bytes import TokenBytes

INCOMPLETE = "\ufffd"


class WrittenText:
    def __init__(self, tokenizer: Any, token_bytes: TokenBytes, stop: tuple[str, ...]) -> None:
        self._tokenizer = tokenizer
        self._bytes = token_bytes
        self._stop = stop
        self._longest = max((len(one) for one in stop), default=0)
        self._ids: list[int] = []
        # Tokens before `_from` are written; those from there to `_until` are decoded again beside new ones, since some
        # tokenizers decode a token otherwise at the begin of a text.
        self._from = 0
        self._until = 0
        self._firm = ""
        self._open = ""
        # Where each token's text begins.
        self.places: list[int] = []

    @property
    def text(self) -> str:
        """What is sure not to change as tokens come."""
        return self._firm + self._open.rstrip(INCOMPLETE)

    def add(self, id: int) -> bool:
        """Takes a token; whether a stop string ended the text, which is then cut before it."""
        before = len(self.text)
        self.places.append(before)
        self._ids.append(id)
        known = len(self._decode(self._ids[self._from : self._until]))
        self._open = self._decode(self._ids[self._from :])[known:]
        if self._open and not self._open.endswith(INCOMPLETE):
            self._firm += self._open
            self._open = ""
            self._from, self._until = self._until, len(self._ids)
        text = self.text
        begin = max(0, before - self._longest)
        found = [at for at in (text.find(one, begin) for one in self._stop) if at >= 0]
        if not found:
            return False
        self._firm, self._open = text[: min(found)], ""
        return True

    def end(self) -> str:
        """The whole text: bytes that are no character stay as U+FFFD, those of an unfinished one are left out."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for id in self._ids[self._until :]:
            decoder.decode(self._bytes.of(id))
        is_unfinished = decoder.getstate()[0] != b""
        return self._firm + (self._open[:-1] if is_unfinished and self._open else self._open)

    def _decode(self, ids: list[int]) -> str:
        return self._tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
