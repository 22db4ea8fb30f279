"""A job from its folder to its result."""

import gc
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import torch
from accelerate import PartialState
from transformers.utils.logging import disable_progress_bar

from ..folder import content_hash
from ..job.job import Job
from ..job.rows import Rows, read_rows
from ..job.tokens import Spelling, check_embedding
from ..refusal import Refusal, Stopped
from .checkpoints import step_of, usable_checkpoint
from .files import write_json
from .metrics import Metrics
from .models import load_model, tensor_counts, without_dropout, write_trained
from .plan import Plan
from .progress import Progress
from .reference import reference_sums
from .result import result_of, scored_rows, versions
from ..signals import StopSignal
from .trainer import make_trainer


def run_job(job: Job, stop: StopSignal) -> None:
    """Trains a job, or goes on with it. Raises Refusal and Stopped."""
    if _is_done(job):
        return
    folder = job.folder
    disable_progress_bar()
    torch.set_num_threads(job["threads"])
    if job["device"] == "cuda" and not torch.cuda.is_available():
        raise Refusal("job.json: device is cuda, but there is no GPU that torch can use")
    state = PartialState(cpu=job["device"] == "cpu")
    if job["device"] == "cuda" and state.num_processes == 1 and torch.cuda.device_count() > 1:
        # The trainer would split each step's rows over all of them, and they are already those of one.
        raise Refusal(
            f"job.json: one process trains on one GPU, and it sees {torch.cuda.device_count()}:"
            " name one in CUDA_VISIBLE_DEVICES"
        )
    spelling = Spelling(job.base)
    rows = read_rows(job, spelling)
    identity = {"job": job.sha256, "versions": versions()}
    told: list[dict] = []
    checkpoint = usable_checkpoint(folder, identity, told.append) if state.is_main_process else None
    if state.num_processes > 1:
        checkpoint = _shared(checkpoint)
    earlier = checkpoint[1] if checkpoint else {}
    metrics = None
    if state.is_main_process:
        if (folder / "result.json").exists():
            print("another job was done in this folder: its result is replaced", file=sys.stderr)
            (folder / "result.json").unlink()
        metrics = Metrics(folder / "metrics.ndjson", earlier.get("metrics", 0))
        for line in told:
            metrics.write(line)
        for count, reason in ((rows.too_long, "longer than maxTokens"), (rows.unspellable, "holds the id of an end")):
            if count and not checkpoint:
                metrics.write({"event": "dropped", "rows": count, "reason": reason})
        if checkpoint:
            metrics.write({"event": "resumed", "checkpoint": checkpoint[0].name})

    device = str(state.device)
    model = load_model(job.base, job["weights"], device if job["sharding"] == "none" else "cpu")
    check_embedding(model, spelling)
    dropout = without_dropout(model) if job.is_preference else float(getattr(model.config, "attention_dropout", 0) or 0)
    plan = Plan(job, rows.used, spelling.pad)
    fixed = None
    if job.is_preference and job["sharding"] == "fsdp":
        fixed = load_model(job.reference or job.base, job["weights"])
        without_dropout(fixed)
    elif job.is_preference:
        plan = replace(plan, reference=_reference(job, plan, model, identity, device, stop))
    if stop.has_come:
        raise Stopped

    trainer = make_trainer(plan, model, tokenizer=spelling.tokenizer, stop=stop, output=folder, fixed=fixed)
    saved_step = step_of(checkpoint[0]) if checkpoint else None
    keep = lambda step: _keep(trainer, job, f"model.{step}")
    progress = Progress(trainer, metrics, identity, keep, earlier, saved_step)
    trainer.add_callback(progress)
    try:
        trainer.train(resume_from_checkpoint=str(checkpoint[0]) if checkpoint else None)
    except Stopped:
        # The step that was cut short has changed nothing yet.
        progress.save(trainer.state.global_step)
        raise
    if trainer.state.global_step < job["steps"]:
        raise Stopped
    _keep(trainer, job, "model")
    if state.is_main_process:
        ended = {**progress.state, "seconds": progress.seconds}
        del trainer, model, fixed
        progress.trainer = None
        gc.collect()
        _finish(plan, rows, spelling, ended, dropout, device, stop)


def _is_done(job: Job) -> bool:
    try:
        return json.loads((job.folder / "result.json").read_text())["job"] == job.sha256
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _reference(job: Job, plan: Plan, model, identity: dict, device: str, stop: StopSignal):
    """By the model before it is trained where that is the reference."""
    fixed = model
    if job.reference is not None:
        fixed = load_model(job.reference, job["weights"], device)
        without_dropout(fixed)
    return reference_sums(
        fixed,
        plan.rows,
        plan.groups.visited(job["steps"]),
        file=job.folder / f"reference.{torch.distributed.get_rank()}.ndjson"
        if torch.distributed.is_initialized()
        else job.folder / "reference.ndjson",
        identity=identity,
        size=job["microBatchSize"],
        pad=plan.pad,
        autocast=job["autocast"] == "bfloat16",
        stop=stop,
    )


def _keep(trainer, job: Job, name: str) -> None:
    """Writes the model as it is now; a folder is there whole or not at all."""
    saved = job.folder / f"{name}.saved"
    trainer.save_model(str(saved))
    trainer.accelerator.wait_for_everyone()
    if trainer.is_world_process_zero():
        write_trained(saved, job.base, job.folder / name, is_adapter=job["adapter"] is not None)
        shutil.rmtree(saved)


def _finish(plan: Plan, rows: Rows, spelling: Spelling, state: dict, dropout: float, device: str, stop: StopSignal):
    """Reads the models again, and writes the result last."""
    job = plan.job
    models = []
    for step in [*job["keepAt"], job["steps"]]:
        name = "model" if step == job["steps"] else f"model.{step}"
        hashes = json.loads((job.folder / name / "hashes.json").read_text())
        models.append({"folder": name, "step": step, "hash": content_hash(hashes), **tensor_counts(job.folder / name)})
    if stop.has_come:
        raise Stopped
    scored = scored_rows(job.folder / "model", rows, spelling, device)
    result = result_of(plan, rows, spelling, models=models, state=state, scored=scored, dropout=dropout)
    write_json(job.folder / "result.json", result)
    for left in job.folder.glob("checkpoint-*"):
        shutil.rmtree(left)
    for left in job.folder.glob("reference*.ndjson"):
        left.unlink()


def _shared(value):
    from accelerate.utils import broadcast_object_list

    return broadcast_object_list([value])[0]
