"""result.json: what came out of a training, written last."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import torch

from ..job.rows import Rows
from ..job.tokens import Spelling
from .batches import padded
from .head import add_completion_head, completion_sums
from .models import load_model
from .plan import Plan
from .settings import resolved_settings

LIBRARIES = ("torch", "transformers", "trl", "accelerate", "peft", "datasets", "tokenizers", "safetensors", "numpy")

# Environment variables that decide speed or numbers; no others are told.
TOLD = ("OMP_", "MKL_", "MALLOC_", "KMP_", "CUDA_", "CUBLAS_", "PYTORCH_", "NCCL_", "ACCELERATE_", "FSDP_")

SCORED = 20


def versions() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def scored_rows(folder: Path, rows: Rows, spelling: Spelling, device: str) -> list[dict]:
    """Σ log p of the first rows' first completions under a model, read from its folder as a server reads it."""
    model = load_model(folder, "float32", device)
    add_completion_head(model)
    model.eval()
    scored = []
    for row in rows.used[:SCORED]:
        batch = padded([(row.prompt, row.completions[0])], spelling.pad)
        with torch.no_grad():
            total = completion_sums(model, {name: tensor.to(device) for name, tensor in batch.items()})
        scored.append({"promptIds": row.prompt, "completionIds": row.completions[0], "sum": total.item()})
    return scored


def result_of(
    plan: Plan, rows: Rows, spelling: Spelling, *, models: list[dict], state: dict, scored: list[dict], dropout: float
) -> dict:
    job = plan.job
    first = rows.used[0]
    return {
        "version": 1,
        "job": job.sha256,
        "models": models,
        "rows": {
            "given": rows.given,
            "used": len(rows.used),
            "tooLong": rows.too_long,
            "unspellable": rows.unspellable,
        },
        "tokens": {"perPass": sum(row.learnt for row in rows.used), "trained": plan.learnt(job["steps"])},
        "first": state["first"],
        "changedShare": state["changedShare"],
        "template": {
            "sha256": spelling.template_hash,
            "bos": spelling.bos,
            "eos": spelling.ends[0],
            "pad": spelling.pad,
            "probe": spelling.probe(),
        },
        "shown": [_shown(first.prompt, ids, spelling) for ids in first.completions],
        "logProbabilities": scored,
        "resolved": resolved_settings(job, spelling, dropout),
        "versions": versions(),
        "launcher": {"threads": torch.get_num_threads(), "environment": _environment()},
        "seconds": round(state["seconds"], 3),
    }


def _shown(prompt: list[int], completion: list[int], spelling: Spelling) -> dict:
    batch = padded([(prompt, completion)], spelling.pad)
    return {
        "prompt": spelling.tokenizer.decode(prompt),
        "completion": spelling.tokenizer.decode(completion),
        "ids": batch["input_ids"][0].tolist(),
        "mask": batch["learnt"][0].int().tolist(),
    }


def _environment() -> dict[str, str]:
    return {name: value for name, value in sorted(os.environ.items()) if name.startswith(TOLD)}
