"""What a request for completions asks, read whole before anything is drawn."""

import secrets
from dataclasses import dataclass
from typing import Any

from .drawing.choose import Sampling
from .fields import Fields, wrong
from .model import ServedModel
from .prompts import Prompt, chat_ids, read_prompts
from .refusal import Refusal, too_long
from .drawing.row import Wish

MOST_CHOICES = 128
MOST_ROWS = 1024
MOST_TOP = 100
MOST_TOKENS = 2**31
MOST_STOPS = 32


@dataclass(frozen=True)
class Request:
    is_chat: bool
    prompts: list[Prompt]
    n: int
    seed: int
    wish: Wish
    echo: bool


def read_chat(model: ServedModel, body: Any) -> Request:
    fields = Fields(body)
    check_model(model, fields)
    adds = fields.flag("add_generation_prompt", True)
    ids = chat_ids(model, fields.take("messages"), adds)
    asks = fields.flag("logprobs", False)
    top = fields.whole("top_logprobs", 0, MOST_TOP)
    if top is not None and top > 0 and not asks:
        raise Refusal("top_logprobs needs logprobs: true", param="top_logprobs")
    if fields.flag("echo", False):
        raise Refusal("echo is not supported by this server in chats", param="echo")
    limits = [fields.whole(name, 1, MOST_TOKENS) for name in ("max_tokens", "max_completion_tokens")]
    given = [limit for limit in limits if limit is not None]
    most = min(given) if given else None
    n, seed, sampling, stop = read_drawing(fields)
    fields.end()
    wish = Wish(sampling, most, stop, (top or 0) if asks else None)
    return checked(model, Request(True, [Prompt(ids, "")], n, seed, wish, echo=False))


def read_completion(model: ServedModel, body: Any) -> Request:
    fields = Fields(body)
    check_model(model, fields)
    adds = fields.flag("add_special_tokens", True)
    prompts = read_prompts(model, fields.take("prompt"), adds)
    echo = fields.flag("echo", False)
    top = fields.whole("logprobs", 0, MOST_TOP)
    most = fields.whole("max_tokens", 0 if echo else 1, MOST_TOKENS)
    n, seed, sampling, stop = read_drawing(fields)
    fields.end()
    wish = Wish(sampling, 16 if most is None else most, stop, top, scores_prompt=echo and top is not None)
    return checked(model, Request(False, prompts, n, seed, wish, echo))


def read_drawing(fields: Fields) -> tuple[int, int, Sampling, tuple[str, ...]]:
    top_p = fields.number("top_p", 1, 0, 1)
    if top_p == 0:
        raise wrong("top_p", "above 0", top_p)
    top_k = fields.whole("top_k", -1, MOST_TOKENS)
    sampling = Sampling(
        temperature=fields.number("temperature", 1, 0, 100),
        top_k=max(top_k or 0, 0),
        top_p=top_p,
        min_p=fields.number("min_p", 0, 0, 1),
    )
    n = fields.whole("n", 1, MOST_CHOICES)
    seed = fields.whole("seed", -(2**63), 2**63 - 1)
    return 1 if n is None else n, secrets.randbits(53) if seed is None else seed, sampling, read_stop(fields)


def read_stop(fields: Fields) -> tuple[str, ...]:
    value = fields.take("stop")
    strings = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(strings, list) or len(strings) > MOST_STOPS:
        raise wrong("stop", f"a text or a list of at most {MOST_STOPS}", value)
    if not all(isinstance(one, str) and one != "" for one in strings):
        raise Refusal("stop strings must be texts, none of them empty", param="stop")
    return tuple(strings)


def check_model(model: ServedModel, fields: Fields) -> None:
    asked = fields.take("model")
    if asked is not None and asked != model.name:
        raise Refusal(f"this server has the model {model.name} alone", status=404, param="model", code="model_not_found")


def checked(model: ServedModel, request: Request) -> Request:
    if len(request.prompts) * request.n > MOST_ROWS:
        raise Refusal(f"prompts times n must be at most {MOST_ROWS}", param="n")
    # To write nothing takes no room.
    room = 0 if request.wish.max_tokens == 0 else 1
    for prompt in request.prompts:
        if len(prompt.ids) + room > model.context:
            raise too_long(model.context, len(prompt.ids))
    return request
