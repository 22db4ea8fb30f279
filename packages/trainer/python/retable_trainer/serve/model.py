"""A model folder that is loaded to be served."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..folder import folder_hash
from .drawing.token_bytes import TokenBytes


@dataclass(frozen=True)
class ServedModel:
    name: str
    # The hash of the folder's files as they were read.
    weights: str
    network: Any
    tokenizer: Any
    # Tokens of prompt and completion together, at most.
    context: int
    vocabulary: int
    ends: frozenset[int]
    token_bytes: TokenBytes


def check_folder(folder: Path) -> str:
    """The hash of a model folder's files. Raises ValueError where it is none, or is not what its hashes.json says."""
    if not (folder / "config.json").is_file():
        raise ValueError(f"{folder} is not a model folder: it has no config.json")
    return folder_hash(folder)


def load_model(folder: Path, name: str, weights: str) -> ServedModel:
    """Loads a folder in float32. Raises ValueError, with one sentence, where it cannot be served as it is."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from .drawing.attention import NAME

    try:
        network, info = AutoModelForCausalLM.from_pretrained(
            folder,
            dtype=torch.float32,
            attn_implementation=NAME,
            use_safetensors=True,
            local_files_only=True,
            output_loading_info=True,
        )
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, KeyError, RuntimeError) as error:
        raise ValueError(f"{folder} cannot be loaded: {first_line(error)}") from error
    # Transformers would fill them with random numbers and go on.
    lacking = sorted([*info["missing_keys"], *(str(key) for key in info["mismatched_keys"])])
    if lacking:
        raise ValueError(f"{folder} lacks weights: {lacking[0]} and {len(lacking) - 1} more")
    vocabulary = network.get_input_embeddings().num_embeddings
    if len(tokenizer) > vocabulary:
        raise ValueError(f"{folder}: the tokenizer has {len(tokenizer)} tokens, the model only {vocabulary}")
    context = getattr(network.config, "max_position_embeddings", None)
    if context is None:
        raise ValueError(f"{folder}: config.json does not say max_position_embeddings")
    return ServedModel(
        name=name,
        weights=weights,
        network=network.eval(),
        tokenizer=tokenizer,
        context=context,
        vocabulary=vocabulary,
        ends=end_ids(network, tokenizer),
        token_bytes=TokenBytes(tokenizer),
    )


def end_ids(network: Any, tokenizer: Any) -> frozenset[int]:
    """The tokens that end a text: the tokenizer's EOS and those of generation_config.json, as vLLM has it."""
    listed = network.generation_config.eos_token_id
    ids = listed if isinstance(listed, list) else [listed]
    return frozenset(id for id in [*ids, tokenizer.eos_token_id] if id is not None)


def first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
