"""Reads job.json and refuses what cannot be trained as it says."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from ..folder import folder_hash
from ..refusal import Refusal
from .fields import DPO, JOB, NOT_NEGATIVE, SFT, check_fields

# Below this rate most steps of AdamW are smaller than half of bfloat16's spacing, and are rounded away.
LEAST_RATE_IN_BFLOAT16 = 1e-5


@dataclass(frozen=True)
class Job:
    """A job that has been read. `sha256` is that of job.json's bytes; `fields` are its fields as they stand."""

    folder: Path
    sha256: str
    fields: dict

    def __getitem__(self, name: str):
        return self.fields[name]

    @property
    def is_preference(self) -> bool:
        return self["loss"]["kind"] == "dpo"

    @property
    def base(self) -> Path:
        return self.folder / self["base"]["folder"]

    @property
    def reference(self) -> Path | None:
        """The fixed model's folder, if it is another one than the base."""
        other = self["reference"]
        if other is None or other["hash"] == self["base"]["hash"]:
            return None
        return self.folder / other["folder"]


def read_job(folder: str | os.PathLike) -> Job:
    """The job of a folder, with the content of its models checked."""
    root = Path(folder)
    try:
        text = (root / "job.json").read_bytes()
        fields = json.loads(text)
    except FileNotFoundError as error:
        raise Refusal(f"there is no job.json in {root}") from error
    except ValueError as error:
        raise Refusal(f"job.json is not JSON: {error}") from error
    check_fields(fields, JOB)
    job = Job(root, hashlib.sha256(text).hexdigest(), fields)
    _check_loss(fields["loss"])
    _check_together(job)
    for name in ("base", "reference"):
        if fields[name] is not None:
            _check_model(root, name, fields[name])
    return job


def _check_loss(loss: object) -> None:
    kind = loss.get("kind") if isinstance(loss, dict) else None
    if kind not in ("sft", "dpo"):
        raise Refusal(f"job.json: loss.kind is {kind!r}, but must be sft or dpo")
    if kind == "sft":
        check_fields(loss, SFT, "loss")
    else:
        check_fields(loss, DPO, "loss", optional={"lengthPenalty": NOT_NEGATIVE})


def _check_together(job: Job) -> None:
    rate = job["optimizer"]["learningRate"]
    if not job.is_preference and job["reference"] is not None:
        raise Refusal("job.json: reference must be null for sft, which has none")
    if job["weights"] == "bfloat16" and job["adapter"] is None and rate < LEAST_RATE_IN_BFLOAT16:
        raise Refusal(
            f"job.json: weights held in bfloat16 do not move at a rate of {rate:g}, which is below"
            f" {LEAST_RATE_IN_BFLOAT16:g}: set weights to float32 and, for speed, autocast to bfloat16"
        )
    keep = job["keepAt"]
    if any(later <= earlier for earlier, later in zip(keep, keep[1:])) or any(step >= job["steps"] for step in keep):
        raise Refusal(f"job.json: keepAt must rise and stay below steps ({job['steps']}), but is {keep}")
    if job["sharding"] == "fsdp" and job["device"] != "cuda":
        raise Refusal("job.json: sharding is fsdp, which needs device cuda")
    if job["sharding"] == "fsdp" and os.environ.get("ACCELERATE_USE_FSDP", "false").lower() != "true":
        raise Refusal("job.json: sharding is fsdp, but the program was not started by accelerate launch with FSDP")


def _check_model(root: Path, name: str, model: dict) -> None:
    folder = root / model["folder"]
    if not (folder / "config.json").is_file():
        raise Refusal(f"job.json: {name}.folder is {model['folder']}, but there is no model there (config.json)")
    try:
        found = folder_hash(folder)
    except ValueError as error:
        raise Refusal(str(error)) from error
    if found != model["hash"]:
        raise Refusal(
            f"job.json: {name} is another model than the one meant: {model['folder']} has the hash {found[:12]},"
            f" not {model['hash'][:12]}"
        )
