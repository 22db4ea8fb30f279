"""What the server answers by route; it knows nothing of HTTP but statuses."""

import itertools
import time
from typing import Any, Callable

from .answer import answer
from .fields import Fields, wrong
from .model import ServedModel
from .prompts import MOST_PROMPTS, chat_ids, text_ids
from .drawing.queue import Ticket, Waiting
from .refusal import GoneError, Refusal
from .request import Request, read_chat, read_completion
from .drawing.row import Row


class Routes:
    def __init__(self, model: ServedModel, waiting: Waiting, threads: int, batch: int) -> None:
        import torch
        import transformers

        self._model = model
        self._waiting = waiting
        self._numbers = itertools.count(1)
        # What decides its answers.
        self._fingerprint = (
            f"retable-{model.weights[:16]}-torch-{torch.__version__}-transformers-{transformers.__version__}"
            f"-threads-{threads}-batch-{batch}"
        )
        self.get: dict[str, Callable[[], dict]] = {"/health": lambda: {"status": "ok"}, "/v1/models": self._models}
        self.post: dict[str, Callable[[Any, Callable[[], bool]], dict]] = {
            "/v1/chat/completions": lambda body, is_gone: self._complete(read_chat(model, body), is_gone),
            "/v1/completions": lambda body, is_gone: self._complete(read_completion(model, body), is_gone),
            "/tokenize": lambda body, is_gone: self._tokenize(body),
        }

    def _models(self) -> dict:
        model = self._model
        entry = {
            "id": model.name,
            "object": "model",
            "created": 0,
            "owned_by": "retable",
            "max_model_len": model.context,
            "weights": model.weights,
        }
        return {"object": "list", "data": [entry]}

    def _complete(self, request: Request, is_gone: Callable[[], bool]) -> dict:
        ticket = Ticket()
        rows = [
            Row(self._model, prompt.ids, request.wish, request.seed + i, ticket)
            for prompt in request.prompts
            for i in range(request.n)
        ]
        ticket.expect(len(rows))
        self._waiting.put(rows)
        while not ticket.wait(0.1):
            if is_gone():
                ticket.cancel()
                raise GoneError
        if ticket.failure is not None:
            raise Refusal("the model could not be computed; the server's log has why", status=500)
        kind, prefix = ("chat.completion", "chatcmpl") if request.is_chat else ("text_completion", "cmpl")
        names = {
            "id": f"{prefix}-{next(self._numbers)}",
            "object": kind,
            "created": int(time.time()),
            "system_fingerprint": self._fingerprint,
        }
        return answer(self._model, request, rows, names)

    def _tokenize(self, body: Any) -> dict:
        model = self._model
        fields = Fields(body)
        fields.take("model")
        messages, prompt, prompts = (fields.take(name) for name in ("messages", "prompt", "prompts"))
        if sum(one is not None for one in (messages, prompt, prompts)) != 1:
            raise Refusal("send messages, prompt or prompts, one of them", param="prompt")
        if messages is not None:
            adds = fields.flag("add_generation_prompt", True)
            fields.end()
            tokens = chat_ids(model, messages, adds)
            return {"count": len(tokens), "max_model_len": model.context, "tokens": tokens}
        adds = fields.flag("add_special_tokens", True)
        fields.end()
        if prompt is not None:
            if not isinstance(prompt, str):
                raise wrong("prompt", "a text", prompt)
            tokens = text_ids(model, prompt, adds)
            return {"count": len(tokens), "max_model_len": model.context, "tokens": tokens}
        is_texts = isinstance(prompts, list) and all(isinstance(one, str) for one in prompts)
        if not is_texts or len(prompts) > MOST_PROMPTS:
            raise wrong("prompts", f"a list of at most {MOST_PROMPTS} texts", prompts)
        return {"counts": [len(text_ids(model, one, adds)) for one in prompts], "max_model_len": model.context}
