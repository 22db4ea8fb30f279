"""Answers in OpenAI's forms."""

from typing import Any

from .drawing.choose import Scored
from .model import ServedModel
from .prompts import Prompt
from .request import Request
from .drawing.row import Row
from .drawing.token_bytes import TokenBytes


def answer(model: ServedModel, request: Request, rows: list[Row], names: dict[str, Any]) -> dict[str, Any]:
    """Rows stand in the order of prompts, and of choices within a prompt."""
    make = chat_choice if request.is_chat else completion_choice
    prompts = [prompt for prompt in request.prompts for _ in range(request.n)]
    choices = [
        {"index": i, **make(model.token_bytes, request, prompt, row), "finish_reason": row.finish}
        for i, (prompt, row) in enumerate(zip(prompts, rows))
    ]
    read = sum(len(prompt.ids) for prompt in request.prompts)
    drawn = sum(len(row.ids) for row in rows)
    usage = {"prompt_tokens": read, "completion_tokens": drawn, "total_tokens": read + drawn}
    return {**names, "model": model.name, "choices": choices, "usage": usage}


def chat_choice(tokens: TokenBytes, request: Request, prompt: Prompt, row: Row) -> dict[str, Any]:
    entries = [
        {**chance(tokens, one.id, one.log_probability), "top_logprobs": [chance(tokens, *other) for other in one.top]}
        for one, _ in row.listed()
    ]
    return {
        "message": {"role": "assistant", "content": row.text},
        "logprobs": None if request.wish.top is None else {"content": entries},
    }


def chance(tokens: TokenBytes, id: int, log_probability: float) -> dict[str, Any]:
    return {"token": tokens.name(id), "bytes": list(tokens.of(id)), "logprob": log_probability}


def completion_choice(tokens: TokenBytes, request: Request, prompt: Prompt, row: Row) -> dict[str, Any]:
    head = prompt.text if request.echo else ""
    text = head + row.text
    if request.wish.top is None:
        return {"text": text, "logprobs": None}
    names: list[str] = []
    values: list[float | None] = []
    tops: list[dict[str, float] | None] = []
    places: list[int] = []
    if request.wish.scores_prompt:
        pieces, places = tokens.spell(prompt.ids, prompt.text)
        names = [piece.decode("utf-8", "replace") for piece in pieces]
        # Nothing comes before the first token.
        values = [None, *(one.log_probability for one in row.prompt_scores)]
        tops = [None, *(top_of(tokens, one, name) for one, name in zip(row.prompt_scores, names[1:]))]
    for one, at in row.listed():
        names.append(tokens.name(one.id))
        values.append(one.log_probability)
        tops.append(top_of(tokens, one, names[-1]))
        places.append(len(head) + at)
    logprobs = {
        "tokens": names,
        "token_logprobs": values,
        "top_logprobs": tops if request.wish.top > 0 else None,
        "text_offset": places,
    }
    return {"text": text, "logprobs": logprobs}


def top_of(tokens: TokenBytes, one: Scored, name: str) -> dict[str, float]:
    """The likeliest tokens by their names, and the token itself; of those with one name the likeliest."""
    found: dict[str, float] = {}
    for id, value in one.top:
        found.setdefault(tokens.name(id), value)
    found.setdefault(name, one.log_probability)
    return found
