"""Tokens and labels: each fault that goes wrong in silence is put in, and must be noticed or counted."""

import json

from retable_trainer.job.job import read_job
from retable_trainer.job.rows import Row, check_learnable, read_rows
from retable_trainer.job.tokens import PROBE, Spelling
from retable_trainer.refusal import Refusal
from retable_trainer.training.batches import padded
from transformers import AutoTokenizer

from .making import Making, answers, lines, refused, result, trained

DPO = {"kind": "dpo", "beta": 0.1, "alpha": 1.0}


def change_template(old: str, new: str):
    def change(folder):
        for name in ("chat_template.jinja", "tokenizer_config.json"):
            path = folder / name
            text = path.read_text()
            spelled = (old, new) if name.endswith("jinja") else (json.dumps(old)[1:-1], json.dumps(new)[1:-1])
            assert spelled[0] in text
            path.write_text(text.replace(*spelled))

    return change


def edit(name: str, **fields):
    def change(folder):
        path = folder / name
        path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))

    return change


def check_two_bos(making: Making):
    """two BOS: a template that adds a second one is refused"""
    twice = making.changed_model(change_template("{{ bos_token }}", "{{ bos_token }}{{ bos_token }}"))
    assert "begins with two <s>" in refused(making.job("a", base=twice))


def check_rendered_prompt(making: Making):
    """two BOS: a prompt that is a rendered chat already is refused, with its line"""
    row = {"prompt": "<s><|user|>3 plus 4?<|assistant|>", "completion": "7"}
    assert refused(making.job("a", [*answers(), row])).startswith("rows.ndjson:7: the prompt begins with <s>")


def check_ids_are_the_templates(making: Making):
    """ids are those of apply_chat_template, also for a tokenizer that adds BOS by itself"""
    from tokenizers import Tokenizer, processors

    def adds_bos(folder):
        made = Tokenizer.from_file(str(folder / "tokenizer.json"))
        made.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
        made.save(str(folder / "tokenizer.json"))

    model = making.changed_model(adds_bos)
    tokenizer = AutoTokenizer.from_pretrained(model)
    assert tokenizer("3")["input_ids"][0] == 1
    shown = trained(making.job("a", base=model))["shown"][0]
    chat = [{"role": "user", "content": "3 plus 4?"}]
    asked = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_dict=True)["input_ids"]
    whole = [*chat, {"role": "assistant", "content": answers()[0]["completion"]}]
    assert shown["ids"] == tokenizer.apply_chat_template(whole, return_dict=True)["input_ids"]
    assert shown["ids"][: len(asked)] == asked and asked.count(1) == 1
    assert shown["mask"] == [0] * len(asked) + [1] * (len(shown["ids"]) - len(asked))


def check_no_end(making: Making):
    """EOS is never learnt: a template that ends no answer is refused"""
    bare = making.changed_model(change_template("{{ eos_token }}", ""))
    assert "does not end an answer with </s>" in refused(making.job("a", base=bare))


def check_end_of_generation(making: Making):
    """EOS of the server: the end is the one of generation_config.json, not the tokenizer's"""
    other = making.changed_model(edit("generation_config.json", eos_token_id=[5]))
    assert "does not end an answer with <|assistant|>" in refused(making.job("a", base=other))


def check_pad_is_eos(making: Making):
    """EOS is never learnt: masks go by position, also where padding is the EOS"""
    same = making.changed_model(edit("tokenizer_config.json", pad_token="</s>"))
    made = trained(making.job("a", base=same, microBatchSize=4))
    assert made["template"]["pad"] == made["template"]["eos"] == 2
    assert made["shown"][0]["ids"][-1] == 2 and made["shown"][0]["mask"][-1] == 1
    batch = padded([([1, 4], [9, 2]), ([1, 4, 7], [9, 8, 2])], pad=2)
    assert batch["input_ids"].tolist() == [[1, 4, 9, 2, 2, 2], [1, 4, 7, 9, 8, 2]]
    assert batch["learnt"].int().tolist() == [[0, 0, 1, 1, 0, 0], [0, 0, 0, 1, 1, 1]]
    own = trained(making.job("b", microBatchSize=4))
    assert made["first"] == own["first"] and made["models"][0]["parameters"] == own["models"][0]["parameters"]


def check_after_the_end(making: Making):
    """a token after EOS is not learnt: labels end with EOS exactly"""
    tail = making.changed_model(change_template("{{ eos_token }}", "{{ eos_token }}\n"))
    chat = [{"role": "user", "content": "3?"}, {"role": "assistant", "content": "7"}]
    spelling = Spelling(tail)
    assert spelling.ids(chat, asks=False)[-1] != 2
    row = read_rows(read_job(making.job("a", base=tail)), spelling).used[0]
    assert row.completions[0][-1] == 2 and row.completions[0].count(2) == 1
    assert trained(making.job("a", base=tail))["shown"][0]["completion"].endswith("7</s>")


def check_end_in_a_text(making: Making):
    """an answer whose text spells EOS is left out and counted: no sample could go on after it"""
    folder = making.job("a", [*answers(), {"prompt": "3 plus 4?", "completion": "7</s> and 8"}])
    made = trained(folder)
    assert made["rows"] == {"given": 7, "used": 6, "tooLong": 0, "unspellable": 1}
    assert {"event": "dropped", "rows": 1, "reason": "holds the id of an end"} in lines(folder)


def check_too_long(making: Making):
    """rows over the limit are left out whole and counted; nothing is cut"""
    long = "3 plus 4 makes 7. " * 12
    rows = [
        {"prompt": "3 plus 4?", "chosen": long + "7", "rejected": long + "8"},
        {"prompt": "3 plus 4? " * 12, "chosen": "7", "rejected": "8"},
        {"prompt": "3 plus 4?", "chosen": "7", "rejected": "8"},
    ]
    folder = making.job("a", rows, loss=DPO, maxTokens=30, steps=1)
    made = trained(folder)
    assert made["rows"] == {"given": 3, "used": 1, "tooLong": 2, "unspellable": 0}
    assert made["tokens"]["perPass"] == made["tokens"]["trained"] == 4
    assert {"event": "dropped", "rows": 2, "reason": "longer than maxTokens"} in lines(folder)
    # Of just the limit is not over it.
    job = read_job(folder)
    spelling = Spelling(job.base)
    longest = max(len(ids) for ids in (row.prompt + row.completions[0] for row in read_rows(job, spelling).used))
    assert trained(making.job("b", rows, loss=DPO, maxTokens=longest, steps=1))["rows"]["used"] == 1
    assert "has no row to train on: 3 given, 3 longer" in refused(making.job("c", rows, loss=DPO, maxTokens=longest - 1))


def check_limit_over_context(making: Making):
    """a limit over the model's context is refused"""
    assert "maxTokens is 600, but the model's context is 512" in refused(making.job("a", maxTokens=600))


def check_nothing_to_learn(making: Making):
    """every label masked: a row without a token to learn is refused"""
    for broken in (Row(1, [1, 4], [[]], ("",)), Row(1, [1, 4], [[9, 8]], ("",))):
        try:
            check_learnable(broken, [2], "rows.ndjson:1")
        except Refusal:
            continue
        raise AssertionError(broken)
    try:
        padded([([1, 4], [])], pad=0)
    except Refusal:
        pass
    else:
        raise AssertionError("a masked row was taken")
    # The empty answer has its end to learn.
    made = trained(making.job("a", [{"prompt": "3?", "completion": ""}], steps=1))
    assert made["tokens"] == {"perPass": 1, "trained": 1} and made["first"]["loss"] > 0


def check_prompt_is_not_learnt(making: Making):
    """prompts are not trained on: the mask of one example of each objective"""
    shown = {}
    for name, loss in {"sft": {"kind": "sft", "mean": "tokens"}, "dpo": DPO}.items():
        made = trained(making.job(name, loss=loss, steps=1))
        shown[name] = made["shown"]
        for example in made["shown"]:
            learnt = sum(example["mask"])
            assert example["prompt"] == "<s><|user|>3 plus 4?<|assistant|>"
            assert example["mask"] == [0] * (len(example["ids"]) - learnt) + [1] * learnt
    assert [example["completion"] for example in shown["sft"]] == ["3 plus 4 makes 7. Final answer: 7</s>"]
    assert [example["completion"] for example in shown["dpo"]] == ["3 plus 4 makes 7. Final answer: 7</s>", "Final answer: 9</s>"]
    return shown


def check_messages_rows(making: Making):
    """a row of messages, as some trainers take, is refused: prompt and completion are apart"""
    chat = [{"role": "user", "content": "3?"}, {"role": "assistant", "content": "7"}]
    assert "rows.ndjson:1: messages is no field" in refused(making.job("a", [{"messages": chat}]))


def check_merged_border(making: Making):
    """prompt and answer whose tokens merge at the border are refused"""
    template = (
        "{{ bos_token }}{% for message in messages %}{{ message['content'] }}{% endfor %}"
        "{% if not add_generation_prompt %}{{ eos_token }}{% endif %}"
    )
    plain = making.changed_model(lambda folder: write_template(folder, template))
    row = {"prompt": "What? Final answer: 1", "completion": "7"}
    assert "they merge at the border" in refused(making.job("a", [row], base=plain))
    assert trained(making.job("b", [{**row, "prompt": "What? Final answer:"}], base=plain, steps=1))["rows"]["used"] == 1


def write_template(folder, template: str) -> None:
    (folder / "chat_template.jinja").write_text(template)
    edit("tokenizer_config.json", chat_template=template)(folder)


def check_changed_template(making: Making):
    """another template: the base's hash refuses it, and the fixed chat has other ids and another hash"""
    folder = making.job("a")
    own = trained(folder)["template"]
    other = making.changed_model(change_template("{{ bos_token }}", "{{ bos_token }}Chat. "))
    made = trained(making.job("b", base=other))["template"]
    assert made["sha256"] != own["sha256"] and made["probe"]["ids"] != own["probe"]["ids"]
    tokenizer = AutoTokenizer.from_pretrained(making.model())
    ids = tokenizer.apply_chat_template(PROBE, add_generation_prompt=True, return_dict=True)["input_ids"]
    assert own["probe"] == {"messages": PROBE, "ids": ids}
    changed = making.job("c", base=other)
    job = json.loads((changed / "job.json").read_text())
    job["base"]["hash"] = making.named(making.model(), changed)["hash"]
    (changed / "job.json").write_text(json.dumps(job))
    assert "base is another model than the one meant" in refused(changed)


def check_tokens_beyond_the_embedding(making: Making):
    """a tokenizer with more tokens than the embedding has rows is refused"""
    def add(folder):
        tokenizer = AutoTokenizer.from_pretrained(folder)
        tokenizer.add_tokens(["<|new|>"])
        tokenizer.save_pretrained(folder)

    assert "tokens, but the model's embedding only" in refused(making.job("a", base=making.changed_model(add)))
