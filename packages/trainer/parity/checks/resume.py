"""Stopped or killed at any moment, a training goes on bit for bit as if it had not been."""

import os
import random
import signal
import time

from .checkpoints import slow
from .making import Making, answers, ended, forked, killed, lines, result, run, steps, sums, trained

DPO = {"kind": "dpo", "beta": 0.1, "alpha": 1.0}
LORA = {"rank": 4, "scale": 2.0, "dropout": 0.1}
KINDS = {
    "sft": {"loss": {"kind": "sft", "mean": "responses"}},
    "dpo": {"loss": DPO},
    "lora": {"loss": DPO, "adapter": LORA, "weights": "bfloat16"},
}


def kinds(making: Making, name: str, kind: str, **fields):
    """A job of fourteen rows in fours: passes of four steps, the last of two rows."""
    rows = sums(14)
    base = making.model()
    if kind == "sft":
        import json

        rows = [{"prompt": row["prompt"], "completion": row["chosen"]} for row in rows]

        def drop(folder):
            path = folder / "config.json"
            path.write_text(json.dumps({**json.loads(path.read_text()), "attention_dropout": 0.1}))

        base = making.changed_model(drop) if not (making.folder / "dropping").exists() else making.folder / "dropping"
        if base.name != "dropping":
            base = base.rename(making.folder / "dropping")
    return making.job(name, rows, base=base, order="shuffled", steps=12, keepAt=[5], checkpointSeconds=1e-6, **KINDS[kind], **fields)


def check_killed(making: Making):
    """kill -9 at random moments: the models, the steps and their losses are the undisturbed run's, for SFT with dropout, DPO and LoRA"""
    slow(None)
    moments = random.Random(12)
    kills = {}
    for kind in KINDS:
        whole = kinds(making, f"{kind}-whole", kind)
        wanted = trained(whole)
        folder = kinds(making, f"{kind}-killed", kind)
        kills[kind] = 0
        for _ in range(6):
            child = forked(folder)
            time.sleep(moments.uniform(0.3, 1.2))
            code = killed(child)
            if code == 0:
                break
            assert code == -signal.SIGKILL, (kind, code, (folder / "stderr.txt").read_text())
            kills[kind] += 1
        made = trained(folder)
        assert made["models"] == wanted["models"], kind
        assert made["logProbabilities"] == wanted["logProbabilities"] and made["first"] == wanted["first"]
        assert made["changedShare"] == wanted["changedShare"]
        assert steps(folder) == steps(whole), kind
    assert sum(kills.values()) >= 3, kills
    return kills


def check_cut_at_each_step(making: Making):
    """ended within each step of three passes, at their borders too: always the same steps in the same order"""
    from .checkpoints import started

    wanted = trained(kinds(making, "whole", "dpo"))
    for step in (3, 4, 5, 8):
        folder = started(making, f"cut-{step}", step, rows=sums(14), order="shuffled", steps=12, keepAt=[5], loss=DPO)
        trained(folder)
        assert result(folder)["models"] == wanted["models"], step
        assert steps(folder) == steps(making.folder / "whole"), step


def check_sigterm(making: Making):
    """SIGTERM: a checkpoint, exit code 75, no result; run again it ends as the undisturbed run"""
    wanted = trained(kinds(making, "whole", "dpo"))
    folder = kinds(making, "stopped", "dpo")

    def at_third_step() -> None:
        from retable_trainer.training.trainer import DpoGroups

        own = DpoGroups._compute_loss

        def _compute_loss(self, *words, **named):
            # In the middle of the step: its first piece goes through, its second does not.
            if self.state.global_step == 2:
                os.kill(os.getpid(), signal.SIGTERM)
            return own(self, *words, **named)

        DpoGroups._compute_loss = _compute_loss

    assert ended(forked(folder, at_third_step)) == 75
    assert "stopped by SIGTERM" in (folder / "stderr.txt").read_text().splitlines()[-1]
    assert not (folder / "result.json").exists() and not (folder / "model").exists()
    assert (folder / "checkpoint-2" / "complete.json").exists() and len(steps(folder)) == 2
    assert trained(folder)["models"] == wanted["models"]
    assert steps(folder) == steps(making.folder / "whole")


def check_sigterm_before(making: Making):
    """SIGTERM while the reference is computed: 75 at once, and what was computed is kept"""
    wanted = trained(kinds(making, "whole", "dpo"))
    folder = kinds(making, "stopped", "dpo")

    def at_second_piece() -> None:
        from retable_trainer.training import reference

        own, calls = reference.completion_sums, []

        def completion_sums(*words):
            calls.append(1)
            if len(calls) == 2:
                os.kill(os.getpid(), signal.SIGTERM)
            return own(*words)

        reference.completion_sums = completion_sums

    assert ended(forked(folder, at_second_piece)) == 75
    assert len((folder / "reference.ndjson").read_text().splitlines()) == 3
    # Half a line, as a killed process leaves it.
    with open(folder / "reference.ndjson", "a") as file:
        file.write("[[-1.0")
    assert trained(folder)["models"] == wanted["models"]


def check_repeats(making: Making):
    """the same job twice gives the same bytes; another seed gives others"""
    first, again = (trained(kinds(making, name, "sft")) for name in ("a", "b"))
    assert first["models"] == again["models"] and first["logProbabilities"] == again["logProbabilities"]
    assert trained(kinds(making, "c", "sft", seed=4))["models"][1]["hash"] != first["models"][1]["hash"]


def check_two_processes(making: Making):
    """two processes that share each step come to the losses, gradient norms and models' sizes of one"""
    import socket

    fields = {"loss": {**DPO, "lengthPenalty": 0.02}, "microBatchSize": 1, "steps": 3, "keepAt": [1]}
    alone, shared = making.job("one", **fields), making.job("two", **fields)
    wanted = trained(alone)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def as_rank(rank: int):
        def before() -> None:
            from accelerate.state import AcceleratorState

            AcceleratorState._reset_state(reset_partial_state=True)
            os.environ.update(RANK=str(rank), LOCAL_RANK=str(rank), WORLD_SIZE="2", LOCAL_WORLD_SIZE="2")
            os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port))

        return before

    children = [forked(shared, as_rank(rank)) for rank in (0, 1)]
    assert [ended(child) for child in children] == [0, 0], (shared / "stderr.txt").read_text()[-2000:]
    for one, two in zip(steps(alone), steps(shared), strict=True):
        assert one["rows"] == two["rows"] and one["tokens"] == two["tokens"]
        for name in ("loss", "gradNorm", "nll", "margin"):
            assert abs(one[name] - two[name]) <= 1e-4 * max(1e-2, abs(one[name])), (name, one, two)
    made = result(shared)
    assert [model["tensors"] for model in made["models"]] == [model["tensors"] for model in wanted["models"]]
    assert made["versions"] == wanted["versions"] and made["first"]["margin"] == 0
