"""What a training leaves: folders that any server reads, and figures to check the server by."""

import json
import stat

import torch
from retable_trainer.folder import folder_hash
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

from .making import Making, lines, refused, result, run, steps, sums, trained

DPO = {"kind": "dpo", "beta": 0.1, "alpha": 1.0}


def direct_sums(folder, scored: list[dict]) -> list[float]:
    """By Transformers alone, one sequence at a time, as a server reads the folder."""
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float64)
    found = []
    for row in scored:
        ids = torch.tensor([row["promptIds"] + row["completionIds"]])
        with torch.no_grad():
            scores = torch.log_softmax(model(ids).logits, -1)[0, :-1].gather(-1, ids[0, 1:, None])[:, 0]
        found.append(scores[len(row["promptIds"]) - 1 :].sum().item())
    return found


def check_folder(making: Making):
    """model folders are readable by all, their hashes are true, all but the weights is the base's, and they load"""
    folder = making.job("a", loss=DPO, steps=3, keepAt=[1, 2])
    made = trained(folder)
    assert [(model["folder"], model["step"]) for model in made["models"]] == [("model.1", 1), ("model.2", 2), ("model", 3)]
    assert len({model["hash"] for model in made["models"]}) == 3
    base = making.model()
    for model in made["models"]:
        path = folder / model["folder"]
        assert folder_hash(path) == model["hash"]
        for file in path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o644, file
            if file.name not in ("model.safetensors", "hashes.json", "config.json"):
                assert file.read_bytes() == (base / file.name).read_bytes(), file
        weights = load_file(path / "model.safetensors")
        assert model["tensors"] == len(weights) and model["parameters"] == sum(w.numel() for w in weights.values())
        assert {w.dtype for w in weights.values()} == {torch.float32}
        config = json.loads((path / "config.json").read_text())
        assert config["dtype"] == config["torch_dtype"] == "float32" and config["rope_theta"] == 10000.0
    assert not list(folder.glob("checkpoint-*")) and not list(folder.glob("*.saved")) and not list(folder.glob("*.part"))
    assert stat.S_IMODE((folder / "result.json").stat().st_mode) == 0o644


def check_kept_on_the_way(making: Making):
    """a model kept at a step is that of a training with no more steps, where the rate does not know the end"""
    flat = {"decayFrom": 1, "finalShare": 1}
    long = trained(making.job("a", steps=4, keepAt=[2], optimizer=flat))
    short = trained(making.job("b", steps=2, optimizer=flat))
    assert long["models"][0]["hash"] == short["models"][0]["hash"] != long["models"][1]["hash"]


def check_log_probabilities(making: Making):
    """the log-probabilities told are those of the folder, read anew: full weights, adapters, bfloat16"""
    for name, fields in {
        "full": {},
        "adapter": {"adapter": {"rank": 4, "scale": 2.0, "dropout": 0.1}},
        "adapter-over-bfloat16": {"adapter": {"rank": 4, "scale": 2.0, "dropout": 0.0}, "weights": "bfloat16"},
        "bfloat16": {"weights": "bfloat16"},
    }.items():
        folder = making.job(name, sums(24), loss=DPO, steps=4, **fields)
        made = trained(folder)
        scored = made["logProbabilities"]
        assert len(scored) == 20
        for row, wanted in zip(scored, direct_sums(folder / "model", scored)):
            assert abs(row["sum"] - wanted) < 1e-3, (name, row["sum"], wanted)
        before = direct_sums(making.model(), scored)
        assert max(abs(row["sum"] - other) for row, other in zip(scored, before)) > 1


def check_merged_adapter(making: Making):
    """a merged adapter is the base plus scale · B A, in float32, also where the base was held in bfloat16"""
    adapter = {"rank": 4, "scale": 2.0, "dropout": 0.0}
    folder = making.job("a", loss=DPO, steps=3, adapter=adapter, weights="bfloat16")
    from retable_trainer.training import run as running

    own, kept = running.write_trained, {}

    def write_trained(saved, *words, **named):
        kept.update(load_file(saved / "adapter_model.safetensors"))
        return own(saved, *words, **named)

    running.write_trained = write_trained
    try:
        trained(folder)
    finally:
        running.write_trained = own
    before, after = (load_file(path / "model.safetensors") for path in (making.model(), folder / "model"))
    assert before.keys() == after.keys() and {w.dtype for w in kept.values()} == {torch.float32}
    moved = 0
    for name, weights in before.items():
        a, b = (kept.get(f"base_model.model.{name.removesuffix('.weight')}.lora_{side}.weight") for side in "AB")
        wanted = weights if a is None else weights + 2.0 * b @ a
        moved += a is not None
        assert torch.allclose(after[name], wanted, atol=1e-6), name
    # Seven linear maps a layer.
    assert moved == 14


def check_learns(making: Making):
    """SFT lowers its loss and DPO raises its margin; each line of the metrics tells its step"""
    folder = making.job("a", sums(24), loss={**DPO, "alpha": 0}, steps=12)
    trained(folder)
    told = steps(folder)
    assert told[-1]["margin"] > told[0]["margin"] == 0 and told[-1]["loss"] < told[0]["loss"]
    assert [line["step"] for line in told] == list(range(1, 13)) and {line["steps"] for line in told} == {12}
    assert {line["rows"] for line in told} == {4} and all(line["tokens"] > 20 for line in told)
    assert all(line["seconds"] >= 0 for line in lines(folder))


def check_lacking_weights(making: Making):
    """a base that lacks weights is refused, and not filled with random ones"""

    def without_one(folder):
        weights = load_file(folder / "model.safetensors")
        del weights["model.layers.1.mlp.up_proj.weight"]
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})

    said = refused(making.job("a", base=making.changed_model(without_one)))
    assert "lacks weights: model.layers.1.mlp.up_proj.weight and 0 more" in said, said


def check_another_job(making: Making):
    """another job in a folder replaces the result of the one before, and says so"""
    folder = making.job("a", steps=1)
    first = trained(folder)
    making.job("a", steps=2)
    assert run(folder) == (0, "another job was done in this folder: its result is replaced")
    assert [made["models"][0]["step"] for made in (first, result(folder))] == [1, 2]
