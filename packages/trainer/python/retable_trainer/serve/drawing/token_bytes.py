"""What bytes a token stands for: a character may take several tokens, none of which is text by itself."""

import json
from functools import lru_cache
from typing import Any


def byte_alphabet() -> dict[str, int]:
    """The printable character that stands for each byte in byte-level byte pairs, as GPT-2 has it."""
    plain = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAC + 1), *range(0xAE, 0xFF + 1)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + i): byte for i, byte in enumerate(others)}


class TokenBytes:
    """Bytes of a tokenizer's tokens: byte-level ones, those of SentencePiece with bytes, or as they decode alone."""

    def __init__(self, tokenizer: Any) -> None:
        decoder = json.dumps(json.loads(tokenizer.backend_tokenizer.to_str())["decoder"])
        self._tokenizer = tokenizer
        added = tokenizer.added_tokens_decoder.items()
        self._added = {id: token.content for id, token in added}
        # Decoding leaves out all that are marked so, whether or not the tokenizer has a use for them.
        self._special = frozenset(id for id, token in added if token.special) | frozenset(tokenizer.all_special_ids)
        self._is_byte_level = '"ByteLevel"' in decoder
        self._is_pieces = '"ByteFallback"' in decoder or '"Metaspace"' in decoder
        self._alphabet = byte_alphabet()
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, id: int) -> bytes:
        if id in self._added:
            return self._added[id].encode()
        token = self._tokenizer.convert_ids_to_tokens(id)
        if token is None:
            return b""
        if self._is_byte_level and all(character in self._alphabet for character in token):
            return bytes(self._alphabet[character] for character in token)
        if self._is_pieces:
            if len(token) == 6 and token.startswith("<0x") and token.endswith(">"):
                return bytes([int(token[3:5], 16)])
            return token.replace("▁", " ").encode()
        return self._tokenizer.decode([id]).encode()

    def name(self, id: int) -> str:
        """The token as text, with U+FFFD for what is only part of a character."""
        return self.of(id).decode("utf-8", "replace")

    def is_special(self, id: int) -> bool:
        """Whether texts are written without it."""
        return id in self._special

    def spell(self, ids: list[int], text: str) -> tuple[list[bytes], list[int]]:
        """Each token's bytes in a prompt, and its place in it in characters (that of the character that it is part of)."""
        pieces = [self.of(id) for id in ids]
        places, total, begun = [], 0, b""
        # Marks that the tokenizer put before the text take none of it.
        marks = 0
        while marks < len(ids) and self.is_special(ids[marks]) and not text.startswith(pieces[marks].decode()):
            marks += 1
        if marks < len(ids) and pieces[marks].startswith(b" ") and not text.startswith(" "):
            # SentencePiece begins a text with a space of its own.
            pieces[marks] = pieces[marks][1:]
        for i, piece in enumerate(pieces):
            isInside = bool(begun) and piece[:1] != b"" and 0x80 <= piece[0] < 0xC0
            places.append(max(0, total - 1) if isInside else total)
            if i >= marks:
                total += sum(1 for byte in piece if not 0x80 <= byte < 0xC0)
                begun = piece
        return pieces, places
