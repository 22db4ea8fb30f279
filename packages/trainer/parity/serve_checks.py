"""Parts of the server against Transformers on random inputs; prints what differs, in JSON."""

import json
import math
import random
import sys

import torch
from transformers import AutoTokenizer
from transformers.generation.logits_process import MinPLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

from retable_trainer.serve.drawing.choose import Draws, Sampling, choose, score, truncate
from retable_trainer.serve.drawing.token_bytes import TokenBytes
from retable_trainer.serve.drawing.written_text import WrittenText

job = json.load(sys.stdin)
random.seed(job["seed"])
torch.manual_seed(job["seed"])


def truncations(count: int) -> list:
    """The tokens that are left, against Transformers' own, one after the other in our order."""
    different = []
    for i in range(count):
        # Rounded, so that there are ties.
        scores = (torch.randn(50) * 3).mul(2).round().div(2).double()
        top_k = random.choice([0, 1, 3, 20, 50, 80])
        top_p = random.choice([1.0, 0.9, 0.5, 0.01])
        min_p = random.choice([0.0, 0.02, 0.3])
        theirs = scores.unsqueeze(0)
        for warper in [
            *([MinPLogitsWarper(min_p)] if min_p else []),
            *([TopKLogitsWarper(top_k)] if top_k else []),
            *([TopPLogitsWarper(top_p)] if top_p < 1 else []),
        ]:
            theirs = warper(None, theirs)
        ours = truncate(scores, Sampling(top_k=top_k, top_p=top_p, min_p=min_p))
        if not torch.equal(ours, theirs[0]):
            different.append([top_k, top_p, min_p])
        # What is left out is never drawn.
        drawn = choose(scores, Sampling(top_k=top_k, top_p=top_p, min_p=min_p), Draws(i))
        if ours[drawn] == -math.inf:
            different.append(["drawn", top_k, top_p, min_p])
    return different


def broken() -> list:
    """Logits that are not numbers are neither drawn from nor told."""
    logits = torch.tensor([0.0, math.nan])
    taken = []
    for use in (lambda: choose(logits, Sampling(temperature=0), Draws(1)), lambda: score(logits.unsqueeze(0), [0], 0)):
        try:
            taken.append(str(use()))
        except ArithmeticError:
            pass
    # No chance at all is a number that JSON has.
    [one] = score(torch.tensor([[0.0, -math.inf]]), [1], 2)
    return [*taken, *([] if one.log_probability == -9999.0 and one.top[0] == (0, 0.0) else [str(one)])]


def texts(tokenizer, count: int) -> list:
    """Texts of random tokens against decoding them at once; what stands at any time is a beginning of what comes."""
    different = []
    tokens = TokenBytes(tokenizer)
    decode = lambda ids: tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    for _ in range(count):
        words = "".join(random.choices(["né", "日本", "👩‍🚀", " the", "\n", "7", "ß", "e\u0301", "\ufffd", "¿Qué?"], k=random.randint(1, 6)))
        ids = tokenizer(words, add_special_tokens=False)["input_ids"][: random.randint(1, 30)]
        if random.random() < 0.5:
            ids = [id if random.random() < 0.8 else random.randrange(len(tokenizer)) for id in ids]
        whole = decode(ids)
        written, states = WrittenText(tokenizer, tokens, ()), []
        for id in ids:
            written.add(id)
            states.append(written.text)
        text = written.end()
        if text not in (whole, whole.removesuffix("\ufffd")) or not all(text.startswith(state) for state in states):
            different.append([ids, text, whole])
        spelled = b"".join(tokens.of(id) for id in ids if not tokens.is_special(id))
        if spelled.decode("utf-8", "replace") != whole:
            different.append(["bytes", ids, whole])
        stop = random.choice(text) if text.strip("\ufffd") else "x"
        if stop == "\ufffd":
            continue
        written = WrittenText(tokenizer, tokens, (stop, "never to be found"))
        ended = any(written.add(id) for id in ids)
        expected = text[: text.index(stop)] if stop in text else text
        if written.end() != expected or ended != (stop in text):
            different.append(["stop", ids, stop, written.end(), expected])
    return different


def places(tokenizer, count: int) -> list:
    """Tokens of prompts spell them, and stand where they begin."""
    different = []
    tokens = TokenBytes(tokenizer)
    for _ in range(count):
        text = "".join(random.choices(["né", "日本", "👩‍🚀", " the", "\n", "7", "  ", "ß", "¿Qué?", "plus"], k=random.randint(1, 6)))
        ids = tokenizer(text)["input_ids"]
        pieces, found = tokens.spell(ids, text)
        own = [i for i, id in enumerate(ids) if not tokens.is_special(id)]
        if b"".join(pieces[i] for i in own) != text.encode():
            different.append([text, ids])
        at = 0
        for i in own:
            # The character that the byte belongs to.
            expected = len((text.encode()[: at + 1]).decode("utf-8", "replace")) - 1
            if found[i] != expected:
                different.append([text, i, found[i], expected])
            at += len(pieces[i])
    return different


result = {"truncations": truncations(job["count"]), "texts": [], "places": [], "broken": broken()}
for folder in job["folders"]:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    result["texts"] += texts(tokenizer, job["count"])
    result["places"] += places(tokenizer, job["count"])
json.dump(result, sys.stdout)
