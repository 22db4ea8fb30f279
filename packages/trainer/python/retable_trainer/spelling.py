"""Both spellings of a model folder.

Transformers 5 writes folders that Transformers 4 reads without a word and wrongly: it takes a RoPE base of 10,000, and
does not know the tokenizer's class. With both spellings written, both read the same model.
"""

import json
from pathlib import Path
from typing import Callable


def write_both_spellings(folder: Path, context: int, chat_template: str | None) -> None:
    """Adds Transformers 4's spelling to a folder that Transformers 5 has saved."""

    def edit_config(config: dict) -> None:
        config.pop("_name_or_path", None)
        rope = config.get("rope_parameters") or {}
        if "rope_theta" in rope:
            config["rope_theta"] = rope["rope_theta"]
        if "dtype" in config:
            config["torch_dtype"] = config["dtype"]

    def edit_tokenizer(config: dict) -> None:
        # Where it was read from is no part of it.
        for name in ("is_local", "local_files_only"):
            config.pop(name, None)
        config["tokenizer_class"] = "PreTrainedTokenizerFast"
        config["model_max_length"] = context
        if chat_template is not None:
            config["chat_template"] = chat_template

    edit_json(folder / "config.json", edit_config)
    edit_json(folder / "tokenizer_config.json", edit_tokenizer)


def edit_json(path: Path, change: Callable[[dict], None]) -> None:
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
