"""TRL's trainers with our losses: one item of their data is the whole group of a step, split and summed here.

TRL's own losses are means over a micro-batch, so that DPO with a likelihood term depends on how a group is split, and a
weight is dropped without a word. Both trainers are pinned exactly: `_compute_loss` and others are private to them.
"""

import contextlib
import hashlib

import torch
from datasets import Dataset
from torch.utils.data import SequentialSampler
from transformers import Trainer
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

from ..job.rate import rate_factor
from ..refusal import Refusal, Stopped
from .head import add_completion_head, completion_sums
from .losses import likelihood_loss, preference_loss
from .plan import Plan
from .settings import lora_config, trainer_arguments
from ..signals import StopSignal

# How far a token's log-probability may be from the reference's at the first step, where the two are one model.
NEAR = {"float32": 1e-5, "bfloat16": 1e-2}


class _GroupSteps:
    """What both trainers share; a mixin before TRL's class."""

    plan: Plan
    stop: StopSignal

    def _prepare_dataset(self, dataset, *_):
        return dataset

    def _get_train_sampler(self, train_dataset=None):
        return SequentialSampler(self.train_dataset)

    def create_scheduler(self, num_training_steps: int, optimizer=None):
        if self.lr_scheduler is None:
            course, steps = self.plan.job["optimizer"], self.plan.job["steps"]
            self.lr_scheduler = torch.optim.lr_scheduler.LambdaLR(
                optimizer or self.optimizer, lambda step: rate_factor(course, step, steps)
            )
            self._created_lr_scheduler = True
        return self.lr_scheduler

    def floating_point_ops(self, inputs) -> int:
        return 0

    def log(self, logs, start_time=None) -> None:
        """Transformers' own lines; ours are in metrics.ndjson."""

    def training_step(self, model, inputs, num_items_in_batch=None) -> torch.Tensor:
        """Forward and backward of all pieces of a step; gives their loss, and leaves the step's measures in `measures`."""
        step, ranks = self.state.global_step, self.accelerator.num_processes
        # Of the step alone, so that a resumed training drops out the same units.
        torch.manual_seed(_seed_of(self.plan.job["seed"], step, self.accelerator.process_index))
        model.train()
        totals: dict[str, torch.Tensor] = {}
        pieces = inputs["pieces"]
        for number, piece in enumerate(pieces, 1):
            # Processes that wait for each other must all end at the same place: between steps.
            if self.stop.has_come and ranks == 1:
                raise Stopped
            together = number == len(pieces) or ranks == 1
            with contextlib.nullcontext() if together else self.accelerator.no_sync(model):
                with self.compute_loss_context_manager():
                    loss, measures = self._compute_loss(model, self._prepare_inputs(piece), return_outputs=True)
                # Gradients are averaged over processes, but the loss is a sum over them.
                self.accelerator.backward(loss * ranks)
            for name, value in {"loss": loss.detach(), **measures}.items():
                totals[name] = totals.get(name, 0) + value
        if ranks > 1:
            totals = self.accelerator.reduce(totals, "sum")
        self.measures = {name: value.item() for name, value in totals.items()}
        self._check(step)
        return totals["loss"]

    def _check(self, step: int) -> None:
        if not abs(self.measures["loss"]) < float("inf"):
            raise FloatingPointError(f"the loss of step {step + 1} is {self.measures['loss']}")

    def _clip_grad_norm(self, model):
        norm = super()._clip_grad_norm(model)
        self.grad_norm = float(norm)
        if not self.grad_norm < float("inf"):
            raise FloatingPointError(f"the gradient of step {self.state.global_step + 1} is {self.grad_norm}")
        return norm

    def _save_checkpoint(self, model, trial=None) -> None:
        # TRL writes a page about the model into each.
        Trainer._save_checkpoint(self, model, trial)


class SftGroups(_GroupSteps, SFTTrainer):
    """Supervised fine-tuning on the completions."""

    def _compute_loss(self, model, inputs, return_outputs=False):
        loss = likelihood_loss(completion_sums(model, inputs), inputs["likelihood"])
        return (loss, {}) if return_outputs else loss


class DpoGroups(_GroupSteps, DPOTrainer):
    """Preference pairs: rows of a piece are all chosen, then all rejected completions."""

    def _precompute_ref_logps(self, dataset, *_):
        return dataset

    def _compute_loss(self, model, inputs, return_outputs=False):
        sums = completion_sums(model, inputs)
        reference = inputs["reference"] if "reference" in inputs else self._reference(inputs)
        gained = sums - reference
        chosen, rejected = gained.chunk(2)
        margin = chosen - rejected
        loss = likelihood_loss(sums, inputs["likelihood"])
        loss = loss + preference_loss(margin, inputs["preference"], inputs["penalty"], self.beta)
        if not return_outputs:
            return loss
        counts, lengths = inputs["counts"], inputs["learnt"].sum(1)
        distance = (gained / lengths).abs().view(2, -1).mean(0)
        nll = (-sums / lengths).chunk(2)[0]
        by_name = {"pairs": counts, "margin": self.beta * margin, "accuracy": margin > 0, "nll": nll, "distance": distance}
        measures = {name: (value.detach() * counts).sum() for name, value in by_name.items()}
        return loss, measures

    def _reference(self, inputs) -> torch.Tensor:
        """Under sharding the fixed model stays in memory, sharded too."""
        with torch.no_grad():
            return completion_sums(self.ref_model, inputs)

    def _check(self, step: int) -> None:
        super()._check(step)
        job = self.plan.job
        distance = self.measures.pop("distance") / self.measures["pairs"]
        precision = "bfloat16" if "bfloat16" in (job["weights"], job["autocast"]) else "float32"
        if step == 0 and job.reference is None and distance > NEAR[precision]:
            raise Refusal(
                "the model that is trained is not its own reference at the first step: their log-probabilities differ by"
                f" {distance:.2g} a token on average"
            )


def make_trainer(plan: Plan, model: torch.nn.Module, *, tokenizer, stop: StopSignal, output, fixed=None):
    """The trainer of a plan; `fixed` is the reference model where it must stay in memory."""
    job = plan.job
    arguments = trainer_arguments(job, output)
    if job.is_preference:
        kind, shared = DpoGroups, {"ref_model": fixed}
        config = DPOConfig(
            **arguments, beta=job["loss"]["beta"], disable_dropout=False, precompute_ref_log_probs=fixed is None
        )
    else:
        kind, shared = SftGroups, {}
        config = SFTConfig(**arguments, dataset_kwargs={"skip_prepare_dataset": True})
    ranks = config.world_size

    def collate(items: list[dict]) -> dict:
        step, rank = divmod(items[0]["item"], ranks)
        return {"pieces": plan.pieces(step, rank, ranks)}

    if fixed is not None:
        # Before it is sharded.
        add_completion_head(fixed)
    trainer = kind.__new__(kind)
    trainer.plan, trainer.stop = plan, stop
    trainer.__init__(
        model=model,
        args=config,
        train_dataset=Dataset.from_dict({"item": list(range(job["steps"] * ranks))}),
        data_collator=collate,
        processing_class=tokenizer,
        peft_config=lora_config(job),
        **shared,
    )
    add_completion_head(trainer.model.get_base_model() if job["adapter"] else trainer.model)
    return trainer


def _seed_of(seed: int, step: int, rank: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{step}/{rank}".encode()).digest()[:7], "big")
