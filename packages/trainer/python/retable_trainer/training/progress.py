"""What happens between steps: measures are written, models kept, checkpoints made, and SIGTERM is heeded."""

import time
from pathlib import Path
from typing import Callable

import torch
from transformers import TrainerCallback

from ..job.rate import rate_factor
from .checkpoints import finish_checkpoint, remove_older
from .metrics import Metrics

# A checkpoint may take this share of the time: where writing one is slow, they come less often.
MOST_SHARE = 0.1


class Progress(TrainerCallback):
    """Follows a trainer. `state` goes into checkpoints, and comes out of them."""

    def __init__(
        self,
        trainer,
        metrics: Metrics | None,
        identity: dict,
        keep: Callable[[int], None],
        state: dict,
        saved_step: int | None,
    ):
        self.trainer, self.metrics, self.identity, self.keep = trainer, metrics, identity, keep
        self.state = {"first": None, "changedShare": None, "seconds": 0.0, **state}
        self.began = self.step_began = self.saved = time.monotonic()
        self.save_took = 0.0
        # Of the newest whole checkpoint.
        self.saved_step = saved_step
        self._before: list[torch.Tensor] | None = None

    @property
    def seconds(self) -> float:
        return self.state["seconds"] + time.monotonic() - self.began

    def on_train_begin(self, args, state, control, **_):
        if state.global_step == 0:
            # Once before the work: a full disk is found now, and what saving imports is loaded while it is there.
            self.save(0)

    def on_step_begin(self, args, state, control, **_):
        self.step_began = time.monotonic()

    def on_pre_optimizer_step(self, args, state, control, **_):
        if state.global_step == 0:
            self._before = [parameter.detach().clone() for parameter in self._trained()]

    def on_optimizer_step(self, args, state, control, **_):
        if self._before is None:
            return
        changed = sum((after.detach() != before).sum() for after, before in zip(self._trained(), self._before))
        counts = torch.tensor([float(changed), float(sum(before.numel() for before in self._before))])
        self._before = None
        if self.trainer.accelerator.num_processes > 1:
            counts = self.trainer.accelerator.reduce(counts.to(args.device), "sum")
        self.state["changedShare"] = (counts[0] / counts[1]).item()

    def on_step_end(self, args, state, control, **_):
        step = state.global_step
        self._write(step)
        if step in self.trainer.plan.job["keepAt"]:
            self.keep(step)
        wants_end = self._agreed(self.trainer.stop.has_come)
        interval = max(self.trainer.plan.job["checkpointSeconds"], self.save_took / MOST_SHARE)
        is_due = self._agreed(time.monotonic() - self.saved >= interval)
        if wants_end or (is_due and step < self.trainer.plan.job["steps"]):
            self.save(step)
        control.should_training_stop = wants_end
        return control

    def save(self, step: int) -> None:
        """Writes a checkpoint of a step's end, if it is not there yet: a whole one is never written over."""
        if step == self.saved_step:
            return
        began = time.monotonic()
        trainer = self.trainer
        trainer._save_checkpoint(trainer.model)
        trainer.accelerator.wait_for_everyone()
        if self.metrics is not None:
            root = Path(trainer.args.output_dir)
            folder = root / f"checkpoint-{step}"
            state = {**self.state, "seconds": self.seconds, "metrics": self.metrics.length}
            finish_checkpoint(folder, self.identity, state)
            remove_older(root, folder)
        self.saved, self.saved_step = time.monotonic(), step
        self.save_took = self.saved - began
        self._tell({"event": "checkpoint", "step": step, "seconds": round(self.save_took, 3)})

    def _write(self, step: int) -> None:
        trainer, job = self.trainer, self.trainer.plan.job
        measures = dict(trainer.measures)
        pairs = measures.pop("pairs", None)
        group = trainer.plan.group(step - 1)
        line = {
            "step": step,
            "steps": job["steps"],
            "loss": measures.pop("loss"),
            "gradNorm": trainer.grad_norm,
            "learningRate": job["optimizer"]["learningRate"] * rate_factor(job["optimizer"], step - 1, job["steps"]),
            "rows": len(group),
            "tokens": sum(row.learnt for row in group),
            **{name: value / pairs for name, value in measures.items()},
            "seconds": round(time.monotonic() - self.step_began, 3),
        }
        if step == 1:
            self.state["first"] = {"loss": line["loss"], "gradNorm": line["gradNorm"], "margin": line.get("margin")}
        self._tell(line)

    def _tell(self, line: dict) -> None:
        if self.metrics is not None:
            self.metrics.write(line)

    def _trained(self) -> list[torch.Tensor]:
        return [parameter for parameter in self.trainer.model.parameters() if parameter.requires_grad]

    def _agreed(self, wish: bool) -> bool:
        """True for all processes if it is for one."""
        accelerator = self.trainer.accelerator
        if accelerator.num_processes == 1:
            return wish
        return bool(accelerator.reduce(torch.tensor(float(wish), device=accelerator.device), "sum").item() > 0)
