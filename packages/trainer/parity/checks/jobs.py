"""job.json: what is wrong with it is said in a sentence, and nothing is trained."""

import json

from retable_trainer.job.order import Groups, micro_batches, pass_order

from .making import Making, PAIRS, refused, result, run, steps, trained


def check_fields(making: Making):
    """each field that lacks, is unknown, or is of another kind is named"""
    sentences = {
        "there is no job.json": lambda job: None,
        "job.json is not JSON": lambda job: "{",
        "there is no seed": lambda job: {k: v for k, v in job.items() if k != "seed"},
        "packing is no field of it": lambda job: {**job, "packing": True},
        "optimizer: momentum is no field of it": lambda job: {**job, "optimizer": {**job["optimizer"], "momentum": 0.9}},
        "optimizer.kind is 'muon', but must be adamw": lambda job: {**job, "optimizer": {**job["optimizer"], "kind": "muon"}},
        "batchSize is 0, but must be a whole number above 0": lambda job: {**job, "batchSize": 0},
        "steps is True, but": lambda job: {**job, "steps": True},
        "loss.kind is 'ppo', but must be sft or dpo": lambda job: {**job, "loss": {"kind": "ppo"}},
        "loss.mean is 'rows', but must be tokens or responses": lambda job: {**job, "loss": {"kind": "sft", "mean": "rows"}},
        "order is 'random', but must be given or shuffled": lambda job: {**job, "order": "random"},
        "keepAt must rise and stay below steps (2), but is [2]": lambda job: {**job, "keepAt": [2]},
        "reference must be null for sft": lambda job: {**job, "reference": job["base"]},
        "adapter: there is no dropout": lambda job: {**job, "adapter": {"rank": 2, "scale": 1}},
        "sharding is fsdp, which needs device cuda": lambda job: {**job, "sharding": "fsdp"},
        "there is no model there": lambda job: {**job, "base": {**job["base"], "folder": "nowhere"}},
        "base is another model than the one meant": lambda job: {**job, "base": {**job["base"], "hash": "0" * 64}},
        "rows.file is none.ndjson, but there is no such file": lambda job: {**job, "rows": {**job["rows"], "file": "none.ndjson"}},
        "is not the file that job.json means": lambda job: {**job, "rows": {**job["rows"], "sha256": "0" * 64}},
    }
    for number, (sentence, change) in enumerate(sentences.items()):
        folder = making.job(f"a-{number}")
        path = folder / "job.json"
        changed = change(json.loads(path.read_text()))
        path.unlink()
        if changed is not None:
            path.write_text(changed if isinstance(changed, str) else json.dumps(changed))
        said = refused(folder)
        assert sentence in said, (sentence, said)


def check_rows(making: Making):
    """a wrong row is named by file and line"""
    wrong = {
        "rows.ndjson:2: completion must be a text": {"prompt": "3?", "completion": 7},
        "rows.ndjson:2: prompt must be a text or a list of messages": {"prompt": [], "completion": "7"},
        "rows.ndjson:2: a message's role": {"prompt": [{"role": "tool", "content": "3?"}], "completion": "7"},
        "rows.ndjson:2: weight is no field of a row for sft": {"prompt": "3?", "completion": "7", "weight": 1},
    }
    for number, (sentence, row) in enumerate(wrong.items()):
        said = refused(making.job(f"a-{number}", [{"prompt": "3?", "completion": "7"}, row]))
        assert said.startswith(sentence), (sentence, said)
    loss = {"kind": "dpo", "beta": 0.1, "alpha": 0}
    said = refused(making.job("b", [{**PAIRS[0], "weight": -1}], loss=loss))
    assert said.startswith("rows.ndjson:1: weight is -1"), said
    chat = [{"role": "system", "content": "Add."}, {"role": "user", "content": "3?"}]
    shown = trained(making.job("c", [{"prompt": chat, "completion": "7"}], steps=1))["shown"][0]
    assert shown["prompt"] == "<s><|system|>Add.<|user|>3?<|assistant|>"


def check_order(making: Making):
    """the order of each pass is the seed's; the last group of a pass has what is left"""
    import random

    wanted = list(range(10))
    random.Random("7/1").shuffle(wanted)
    assert pass_order(10, "shuffled", 7, 1) == wanted != pass_order(10, "shuffled", 7, 0)
    groups = Groups(10, batch_size=4, order="shuffled", seed=7)
    assert groups.at(3) + groups.at(4) + groups.at(5) == wanted and len(groups.at(5)) == 2
    assert Groups(10, batch_size=4, order="given", seed=7).at(2) == [8, 9]
    assert groups.visited(3) == list(range(10)) and groups.visited(1) == sorted(pass_order(10, "shuffled", 7, 0)[:4])


def check_shares(making: Making):
    """processes share a group whole, by length, in as many pieces each"""
    lengths = [5, 1, 4, 2, 3, 9, 7]
    for ranks in (1, 2, 3, 8):
        for size in (1, 2, 4):
            shares = [micro_batches(list(range(7)), lengths, size, rank, ranks) for rank in range(ranks)]
            assert sorted(row for share in shares for piece in share for row in piece) == list(range(7))
            assert len({len(share) for share in shares}) == 1
            assert all(len(piece) <= size for share in shares for piece in share)
    assert micro_batches([0, 1, 2, 3], lengths, 2) == [[1, 3], [2, 0]]


def check_shares_add_up(making: Making):
    """the losses of all processes' pieces add up to the step's, whatever the number of processes"""
    import torch

    from retable_trainer.job.job import read_job
    from retable_trainer.job.rows import read_rows
    from retable_trainer.job.tokens import Spelling
    from retable_trainer.training.head import add_completion_head, completion_sums
    from retable_trainer.training.losses import likelihood_loss, preference_loss
    from retable_trainer.training.models import load_model
    from retable_trainer.training.plan import Plan

    loss = {"kind": "dpo", "beta": 0.1, "alpha": 1.0, "lengthPenalty": 0.02}
    job = read_job(making.job("a", loss=loss))
    spelling = Spelling(job.base)
    rows = read_rows(job, spelling).used
    plan = Plan(job, rows, spelling.pad, reference=[(-9.0, -7.0)] * len(rows))
    model = load_model(job.base, "float32")
    add_completion_head(model)

    def total(step: int, ranks: int) -> tuple[float, float]:
        value = pairs = 0.0
        for rank in range(ranks):
            for piece in plan.pieces(step, rank, ranks):
                with torch.no_grad():
                    sums = completion_sums(model, piece)
                chosen, rejected = (sums - piece["reference"]).chunk(2)
                value += likelihood_loss(sums, piece["likelihood"]).item()
                value += preference_loss(chosen - rejected, piece["preference"], piece["penalty"], 0.1).item()
                pairs += piece["counts"].sum().item()
        return value, pairs

    for step, count in ((0, 4), (1, 2)):
        alone = total(step, 1)
        assert alone[1] == count
        for ranks in (2, 3, 5):
            value, pairs = total(step, ranks)
            assert abs(value - alone[0]) < 1e-5 * alone[0] and pairs == count, (step, ranks, value, alone)


def check_everything_is_told(making: Making):
    """the whole job is in the result as resolved, each setting with its source, and the rest with theirs"""
    made = trained(making.job("a"))
    told = {setting["name"]: setting for setting in made["resolved"]}
    for name in ("optimizer.betas", "optimizer.clip", "batchSize", "loss.mean", "autocast", "gradientCheckpointing"):
        assert told[name]["source"] == "job", name
    assert told["optimizer.betas"]["value"] == [0.9, 0.999]
    assert told["generation ends with"] == {"name": "generation ends with", "value": ["</s>"], "source": "stated"}
    assert told["weight decay of"]["source"] == "assumed"
    assert {setting["source"] for setting in made["resolved"]} <= {"job", "stated", "inferred", "assumed"}
    assert made["versions"]["trl"] == "1.16.0" and made["launcher"]["threads"] == 1


def check_done_once(making: Making):
    """a job that is done is not done again; another job in its folder is"""
    folder = making.job("a")
    trained(folder)
    before = (folder / "result.json").read_bytes(), (folder / "model" / "model.safetensors").stat().st_mtime_ns
    assert run(folder)[0] == 0
    assert before == ((folder / "result.json").read_bytes(), (folder / "model" / "model.safetensors").stat().st_mtime_ns)
    first = result(folder)["models"][0]["hash"]
    making.job("a", steps=3)
    assert trained(folder)["models"][0]["hash"] != first and len(steps(folder)) == 3
