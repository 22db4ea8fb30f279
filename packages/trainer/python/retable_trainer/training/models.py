"""Models: read from folders, and written to them so that a server reads them."""

import json
import shutil
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM

from ..folder import HASHES, write_hashes
from ..refusal import Refusal

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def load_model(folder: Path, dtype: str, device: str = "cpu") -> torch.nn.Module:
    model, info = AutoModelForCausalLM.from_pretrained(
        folder, dtype=DTYPES[dtype], attn_implementation="sdpa", local_files_only=True, output_loading_info=True
    )
    # Transformers would fill them with random numbers and go on.
    lacking = sorted([*info["missing_keys"], *(str(key) for key in info["mismatched_keys"])])
    if lacking:
        raise Refusal(f"{folder} lacks weights: {lacking[0]} and {len(lacking) - 1} more")
    model.config._name_or_path = ""
    return model.to(device)


def without_dropout(model: torch.nn.Module) -> float:
    """Turns a model's own dropout off, as DPO needs: both sides are the same function of their tokens. Gives what it was."""
    was = float(getattr(model.config, "attention_dropout", 0.0) or 0.0)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            was, module.p = max(was, module.p), 0.0
        if hasattr(module, "attention_dropout"):
            module.attention_dropout = 0.0
    model.config.attention_dropout = 0.0
    return was


def write_trained(saved: Path, base: Path, output: Path, *, is_adapter: bool) -> dict:
    """Makes a model folder of what a trainer saved: weights of its own, all other files the base's.

    An adapter is merged into the base in float32, so that any server reads it.

    Raises OSError where the disk is full; `output` is then not there.
    """
    part = output.with_name(f"{output.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    if is_adapter:
        from peft import PeftModel

        merged = PeftModel.from_pretrained(load_model(base, "float32"), saved).merge_and_unload()
        merged.save_pretrained(part)
        dtype = "float32"
    else:
        part.mkdir()
        for path in saved.glob("model*.safetensors*"):
            shutil.move(path, part / path.name)
        dtype = json.loads((saved / "config.json").read_text())["dtype"]
    for path in base.iterdir():
        if path.is_file() and path.name != HASHES and ".safetensors" not in path.name and path.suffix != ".bin":
            shutil.copyfile(path, part / path.name)
    config = json.loads((base / "config.json").read_text())
    config.update({name: dtype for name in ("dtype", "torch_dtype")})
    (part / "config.json").write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n")
    counts = tensor_counts(part)
    digest = write_hashes(part)
    shutil.rmtree(output, ignore_errors=True)
    part.rename(output)
    return {"hash": digest, **counts}


def tensor_counts(folder: Path) -> dict:
    """How many tensors and parameters the folder's safetensors files hold."""
    from safetensors import safe_open

    tensors = parameters = 0
    for path in sorted(folder.glob("*.safetensors")):
        with safe_open(path, "pt") as file:
            for name in file.keys():
                tensors += 1
                count = 1
                for size in file.get_slice(name).get_shape():
                    count *= size
                parameters += count
    return {"parameters": parameters, "tensors": tensors}
