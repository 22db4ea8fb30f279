"""Checkpoints: none counts that is damaged, foreign or half written."""

import json
import shutil

from .making import Making, answers, forked, ended, lines, result, run, steps, sums, trained

FIELDS = {"steps": 6, "order": "shuffled", "checkpointSeconds": 1e-6}


def started(making: Making, name: str, until: int = 4, **fields):
    """A job that was ended by force after a step, with its checkpoints."""
    folder = making.job(name, **{**FIELDS, **fields})

    def end_after() -> None:
        import os

        from retable_trainer.training.progress import Progress

        own = Progress.on_step_end

        def on_step_end(self, args, state, control, **words):
            own(self, args, state, control, **words)
            if state.global_step == until:
                os._exit(9)
            return control

        Progress.on_step_end = on_step_end

    slow(None)
    assert ended(forked(folder, end_after)) == 9
    return folder


def slow(_):
    """Checkpoints after each step, however long they take."""
    from retable_trainer.training import progress

    progress.MOST_SHARE = 1e9


def whole(making: Making, **fields) -> dict:
    return trained(making.job("whole", **{**FIELDS, **fields}))


def same(folder, wanted: dict) -> bool:
    return result(folder)["models"] == wanted["models"]


def check_every_file(making: Making):
    """each file of the newest checkpoint removed, cut or changed: the one before is used, and the result is the same"""
    wanted = whole(making)
    cut = started(making, "cut")
    assert sorted(path.name for path in cut.glob("checkpoint-*")) == ["checkpoint-3", "checkpoint-4"]
    files = [path.name for path in (cut / "checkpoint-4").iterdir()]
    assert {"complete.json", "model.safetensors", "optimizer.pt", "scheduler.pt", "trainer_state.json"} <= set(files)
    faults = [(name, fault) for name in files for fault in ("removed", "cut", "changed") if fault == "removed" or name in ("optimizer.pt", "complete.json")]
    for name, fault in faults:
        folder = making.folder / f"{fault}-{name}"
        shutil.copytree(cut, folder)
        path = folder / "checkpoint-4" / name
        data = path.read_bytes()
        if fault == "removed":
            path.unlink()
        else:
            path.write_bytes(data[: len(data) // 2] + (b"" if fault == "cut" else bytes(len(data) - len(data) // 2)))
        trained(folder)
        events = [line for line in lines(folder) if "event" in line]
        assert any(line["event"] == "dropped" and line["checkpoint"] == "checkpoint-4" for line in events), (name, fault)
        assert any(line["event"] == "resumed" and line["checkpoint"] == "checkpoint-3" for line in events), (name, fault)
        assert same(folder, wanted), (name, fault)


def check_changed_job(making: Making):
    """each changed field of the job makes its checkpoints foreign: it starts anew, and says so"""
    cut = started(making, "cut")
    changes = {
        "rate": {"optimizer": {"learningRate": 1e-5}},
        "seed": {"seed": 4},
        "rows": {"rows": answers()[:-1]},
        "steps": {"steps": 7},
        "base": {"base": making.model(2)},
    }
    for name, change in changes.items():
        shutil.copytree(cut, making.folder / name)
        folder = making.job(name, change.pop("rows", None), **{**FIELDS, **change})
        trained(folder)
        anew = making.job(f"{name}-anew", [json.loads(line) for line in (folder / "rows.ndjson").read_text().splitlines()], **{**FIELDS, **change})
        trained(anew)
        dropped = [line for line in lines(folder) if line.get("event") == "dropped"]
        assert [line["reason"] for line in dropped] == ["it is of another job"] * 2, (name, dropped)
        assert same(folder, result(anew)) and len(steps(folder)) == len(steps(anew)), name


def check_other_versions(making: Making):
    """a checkpoint of other library versions is not gone on with"""
    folder = started(making, "cut")
    for marker in folder.glob("checkpoint-*/complete.json"):
        marker.write_text(marker.read_text().replace('"trl": "1.16.0"', '"trl": "1.15.0"'))
    trained(folder)
    assert [line["reason"] for line in lines(folder) if line.get("event") == "dropped"] == ["it was written by other versions"] * 2


def check_time(making: Making):
    """checkpoints come by the clock, and less often where writing one is slow"""
    from retable_trainer.training import progress

    own, progress.MOST_SHARE = progress.MOST_SHARE, 0.1
    try:
        events = lambda folder: [line["step"] for line in lines(folder) if line.get("event") == "checkpoint"]
        often, seldom = making.job("a", **{**FIELDS, "steps": 40}), making.job("b", **{**FIELDS, "checkpointSeconds": 20})
        trained(often)
        trained(seldom)
        assert events(seldom) == [0]
        took = sum(line["seconds"] for line in lines(often) if "event" in line)
        worked = sum(line["seconds"] for line in lines(often) if "event" not in line)
        assert len(events(often)) < 40
    finally:
        progress.MOST_SHARE = own
    return {"checkpoints": len(events(often)), "seconds": took, "stepSeconds": worked}
