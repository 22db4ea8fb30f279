"""Texts as token ids, by the model's own chat template, with everything checked that goes wrong in silence."""

import hashlib
import json
from pathlib import Path

from ..refusal import Refusal

# A fixed chat: trainer and server must make the same ids of it.
PROBE = [
    {"role": "user", "content": "What is 3 plus 4?"},
    {"role": "assistant", "content": "3 plus 4 makes 7."},
    {"role": "user", "content": " Tell  me\nmore: <b>é</b> 漢字 🙂"},
]


class Spelling:
    """How a model folder spells a conversation."""

    def __init__(self, folder: Path):
        from transformers import AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        config = json.loads((folder / "config.json").read_text())
        if not isinstance(self.tokenizer.chat_template, str):
            raise Refusal(f"{folder} has no chat template")
        self.template = self.tokenizer.chat_template
        self.ends = _end_ids(folder, config, self.tokenizer)
        self.bos = self.tokenizer.bos_token_id
        self.pad = self.tokenizer.pad_token_id if self.tokenizer.pad_token_id is not None else self.ends[0]
        self.context = config.get("max_position_embeddings")

    @property
    def template_hash(self) -> str:
        return hashlib.sha256(self.template.encode()).hexdigest()

    def ids(self, messages: list[dict], *, asks: bool) -> list[int]:
        """A conversation; `asks`: with the words after which an answer begins."""
        try:
            return self.tokenizer.apply_chat_template(messages, add_generation_prompt=asks, return_dict=True)["input_ids"]
        except Exception as error:  # of Jinja's, or the template's own raise_exception
            raise Refusal(f"the chat template refuses a conversation: {error}") from error

    def prompt(self, messages: list[dict], where: str) -> list[int]:
        bos = self.tokenizer.bos_token
        if bos and messages and messages[0]["content"].startswith(bos):
            raise Refusal(f"{where}: the prompt begins with {bos}, as if the chat template had been applied to it already")
        ids = self.ids(messages, asks=True)
        if self.bos is not None and ids[:2] == [self.bos, self.bos]:
            raise Refusal(f"{where}: the chat begins with two {bos}: the template and the tokenizer each add one")
        return ids

    def completion(self, messages: list[dict], prompt: list[int], text: str, where: str) -> list[int] | None:
        """The ids of an answer, up to the one that ends generation; None where its text spells such an id itself."""
        whole = self.ids([*messages, {"role": "assistant", "content": text}], asks=False)
        if whole[: len(prompt)] != prompt:
            raise Refusal(
                f"{where}: the tokens of the prompt are not the first of prompt and answer together: they merge at the"
                " border, or the template writes the prompt in another way when an answer follows"
            )
        ids = whole[len(prompt) :]
        last = next((place for place in reversed(range(len(ids))) if ids[place] in self.ends), None)
        if last is None:
            names = " or ".join(self.tokenizer.decode([end]) for end in self.ends)
            raise Refusal(f"{where}: the chat template does not end an answer with {names}, so that no end would be learnt")
        # What the template puts after the end no sample ever has.
        ids = ids[: last + 1]
        return None if any(token in self.ends for token in ids[:-1]) else ids

    def probe(self) -> dict:
        """The fixed chat with its ids; a template that knows no such chat is probed with its first message."""
        try:
            return {"messages": PROBE, "ids": self.ids(PROBE, asks=True)}
        except Refusal:
            return {"messages": PROBE[:1], "ids": self.ids(PROBE[:1], asks=True)}


def _end_ids(folder: Path, config: dict, tokenizer) -> list[int]:
    """The ids that end generation: of generation_config.json, else of config.json, else the tokenizer's EOS."""
    file = folder / "generation_config.json"
    generation = json.loads(file.read_text()) if file.is_file() else {}
    for ends in (generation.get("eos_token_id"), config.get("eos_token_id"), tokenizer.eos_token_id):
        if ends is not None:
            return ends if isinstance(ends, list) else [ends]
    raise Refusal(f"{folder} names no token that ends generation (eos_token_id)")


def check_embedding(model, spelling: Spelling) -> None:
    """No id may be beyond the embedding: none is ever added to it."""
    rows = model.get_input_embeddings().weight.shape[0]
    if len(spelling.tokenizer) > rows:
        raise Refusal(f"the tokenizer has {len(spelling.tokenizer)} tokens, but the model's embedding only {rows} rows")
