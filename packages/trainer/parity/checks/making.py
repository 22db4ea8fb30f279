"""Jobs on tiny models, made on the spot."""

import contextlib
import io
import json
import os
import shutil
import signal
from pathlib import Path

from retable_trainer import train
from retable_trainer.folder import file_hash, folder_hash, write_hashes
from retable_trainer.tiny import make_tiny

TINY = {
    "layers": 2,
    "width": 64,
    "heads": 4,
    "keyValueHeads": 2,
    "intermediate": 128,
    "context": 512,
    "vocabulary": 400,
    "seed": 1,
    "initializerRange": 0.2,
    "corpus": [f"{a} plus {b} makes {a + b}. Final answer: {a + b}" for a in range(30) for b in range(30)],
}

# Four pairs of unequal length, and two more that are the short last group of a pass in fours.
PAIRS = [
    {"prompt": "3 plus 4?", "chosen": "3 plus 4 makes 7. Final answer: 7", "rejected": "Final answer: 9"},
    {
        "prompt": "12 plus 5?",
        "chosen": "Final answer: 17",
        "rejected": "12 plus 5 makes 18. So the last line is this one. Final answer: 18",
    },
    {"prompt": "9 plus 9?", "chosen": "9 plus 9 makes 18. 18 is even. Final answer: 18", "rejected": "No."},
    {"prompt": "1 plus 1?", "chosen": "2", "rejected": "1 plus 1 makes 11. Final answer: 11"},
    {"prompt": "2 plus 8?", "chosen": "Final answer: 10", "rejected": "2 plus 8 makes 6."},
    {"prompt": "20 plus 7?", "chosen": "20 plus 7 makes 27. That is all. Final answer: 27", "rejected": "27"},
]
WEIGHTS = (1.0, 0.25, 0.6, 0.1, 0.5, 2.0)

ADAMW = {
    "kind": "adamw",
    "learningRate": 1e-3,
    "betas": [0.9, 0.999],
    "epsilon": 1e-8,
    "weightDecay": 0,
    "clip": 1.0,
    "warmup": 2,
    "decayFrom": 0.5,
    "finalShare": 0.1,
}

_models: dict[str, Path] = {}


def answers() -> list[dict]:
    return [{"prompt": pair["prompt"], "completion": pair["chosen"]} for pair in PAIRS]


def sums(count: int) -> list[dict]:
    """Pairs of many lengths."""
    return [
        {
            "prompt": f"{i % 13} plus {i * 7 % 11}?",
            "chosen": f"{i % 13} plus {i * 7 % 11}. " * (1 + i % 3) + f"Final answer: {i % 13 + i * 7 % 11}",
            "rejected": "Final answer: 99" + " no" * (i % 5),
        }
        for i in range(count)
    ]


class Making:
    """Makes jobs below a folder of its own."""

    def __init__(self, folder: Path):
        self.folder = folder

    def model(self, seed: int = 1) -> Path:
        """A tiny model, made once."""
        name = f"tiny-{seed}"
        if name not in _models:
            _models[name] = self.folder.parent / name
            make_tiny(_models[name], {**TINY, "seed": seed})
        return _models[name]

    def changed_model(self, change) -> Path:
        """A copy of the tiny model with files changed, and hashes of its own."""
        folder = self.folder / f"changed-{len(list(self.folder.iterdir()))}"
        shutil.copytree(self.model(), folder)
        change(folder)
        write_hashes(folder)
        return folder

    def job(self, name: str, rows: list[dict] | None = None, **fields) -> Path:
        """The folder of a job: SFT on a few sums unless said otherwise."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        loss = fields.get("loss", {"kind": "sft", "mean": "tokens"})
        if rows is None:
            rows = answers() if loss["kind"] == "sft" else PAIRS
        (folder / "rows.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows))
        base = fields.pop("base", self.model())
        reference = fields.pop("reference", None)
        job = {
            "version": 1,
            "base": self.named(base, folder),
            "reference": None if reference is None else self.named(reference, folder),
            "rows": {"file": "rows.ndjson", "sha256": file_hash(folder / "rows.ndjson")},
            "loss": loss,
            "batchSize": 4,
            "microBatchSize": 2,
            "steps": 2,
            "order": "given",
            "seed": 3,
            "maxTokens": 200,
            "adapter": None,
            "weights": "float32",
            "autocast": None,
            "gradientCheckpointing": False,
            "device": "cpu",
            "sharding": "none",
            "threads": 1,
            "keepAt": [],
            "checkpointSeconds": 20,
            **fields,
            "optimizer": {**ADAMW, **fields.get("optimizer", {})},
        }
        (folder / "job.json").write_text(json.dumps(job))
        return folder

    @staticmethod
    def named(model: Path, folder: Path) -> dict:
        return {"folder": os.path.relpath(model, folder), "hash": folder_hash(model)}


def run(folder: Path) -> tuple[int, str]:
    """Exit code and last line of the standard error of `train FOLDER`, in this process."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = train.main([str(folder)])
    return code, (said.getvalue().strip().splitlines() or [""])[-1]


def trained(folder: Path) -> dict:
    """Runs a job that must succeed, and gives its result."""
    code, line = run(folder)
    assert code == 0, (code, line)
    return result(folder)


def refused(folder: Path) -> str:
    """Runs a job that must be refused with nothing trained, and gives the sentence."""
    code, line = run(folder)
    assert code == 65, (code, line)
    assert not (folder / "result.json").exists() and not (folder / "model").exists()
    return line


def result(folder: Path) -> dict:
    return json.loads((folder / "result.json").read_text())


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "metrics.ndjson").read_text().splitlines()]


def steps(folder: Path) -> list[dict]:
    """The steps' lines without their times."""
    return [{k: v for k, v in line.items() if k != "seconds"} for line in lines(folder) if "step" in line and "event" not in line]


def forked(folder: Path, before=None) -> int:
    """Starts `train FOLDER` in a process of its own, which has the libraries loaded; gives its id."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        with open(folder / "stderr.txt", "a") as log:
            os.dup2(log.fileno(), 2)
            if before:
                before()
            code = train.main([str(folder)])
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Exit code of a forked training; minus the signal that ended it."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def killed(child: int) -> int:
    os.kill(child, signal.SIGKILL)
    return ended(child)
