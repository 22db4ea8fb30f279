"""Fields of a request's body, each checked; a field that is not known is refused unless it asks for nothing."""

import math
from typing import Any

from .refusal import Refusal

# Fields that are not done, by the values that change no answer. Null changes none either.
NEUTRAL: dict[str, tuple] = {
    "best_of": (1,),
    "cache_prompt": (True, False),
    "chat_template_kwargs": ({},),
    "continue_final_message": (False,),
    "frequency_penalty": (0,),
    "functions": ([],),
    "ignore_eos": (False,),
    "include_stop_str_in_output": (False,),
    "length_penalty": (1,),
    "logit_bias": ({},),
    "min_tokens": (0,),
    "presence_penalty": (0,),
    "repeat_penalty": (1,),
    "repetition_penalty": (1,),
    "response_format": ({"type": "text"},),
    "skip_special_tokens": (True,),
    "stop_token_ids": ([],),
    "store": (False,),
    "stream": (False,),
    "suffix": ("",),
    "tool_choice": ("none",),
    "tools": ([],),
    "typical_p": (1,),
    "use_beam_search": (False,),
}

# Fields that tell of the caller.
NOTES = {"metadata", "prompt_cache_key", "safety_identifier", "service_tier", "user"}


class Fields:
    def __init__(self, body: Any) -> None:
        if not isinstance(body, dict):
            raise Refusal("the body must be a JSON object")
        self._left = {name: value for name, value in body.items() if value is not None}

    def take(self, name: str) -> Any:
        """The value as it came; None where there is none."""
        return self._left.pop(name, None)

    def flag(self, name: str, default: bool) -> bool:
        value = self.take(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise wrong(name, "true or false", value)
        return value

    def whole(self, name: str, low: int, high: int) -> int | None:
        value = self.take(name)
        if value is None:
            return None
        # A number as JavaScript may write it.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise wrong(name, f"a whole number from {low} to {high}", value)
        return value

    def number(self, name: str, default: float, low: float, high: float) -> float:
        value = self.take(name)
        if value is None:
            return default
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise wrong(name, f"a number from {low} to {high}", value)
        return float(value)

    def end(self) -> None:
        """Refuses what nobody took."""
        for name, value in self._left.items():
            if name in NOTES:
                continue
            if any(same(value, neutral) for neutral in NEUTRAL.get(name, ())):
                continue
            raise Refusal(f"{name} is not supported by this server", param=name, code="unsupported_parameter")


def same(value: Any, neutral: Any) -> bool:
    return value == neutral and isinstance(value, bool) == isinstance(neutral, bool)


def wrong(name: str, expected: str, value: Any) -> Refusal:
    # A field that holds a text may hold a prompt.
    shown = value if isinstance(value, (int, float)) and math.isfinite(value) else type(value).__name__
    return Refusal(f"{name} must be {expected}, and is {shown}", param=name, code="invalid_value")
