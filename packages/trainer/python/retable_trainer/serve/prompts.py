"""From what a request asks to token ids: chats by the model's own template, texts as they stand."""

from dataclasses import dataclass
from typing import Any

from .fields import wrong
from .model import ServedModel
from .refusal import Refusal

ROLES = {"system", "user", "assistant"}
MOST_PROMPTS = 1024


@dataclass(frozen=True)
class Prompt:
    ids: list[int]
    # As echo gives it back.
    text: str


def chat_ids(model: ServedModel, messages: Any, add_generation_prompt: bool = True) -> list[int]:
    """Ids by the chat template alone: it, and nothing else, says where BOS stands."""
    if model.tokenizer.chat_template is None:
        raise Refusal("this model has no chat template: ask it by /v1/completions", param="messages")
    if not isinstance(messages, list) or not messages:
        raise Refusal("messages must be a list with at least one message", param="messages")
    chat = [read_message(message) for message in messages]
    try:
        return model.tokenizer.apply_chat_template(
            chat, add_generation_prompt=add_generation_prompt, tokenize=True, return_dict=False
        )
    except Exception as error:
        # Templates refuse chats that they have no form for, such as a second system message.
        raise Refusal(f"the chat template refuses these messages: {error}", param="messages") from error


def read_message(message: Any) -> dict[str, str]:
    if not isinstance(message, dict):
        raise Refusal("a message must be an object", param="messages")
    role, content = message.get("role"), message.get("content")
    if role not in ROLES:
        raise Refusal(f"a message's role must be one of {', '.join(sorted(ROLES))}", param="messages")
    others = [name for name, value in message.items() if name not in ("role", "content") and value]
    if others:
        raise Refusal(f"{others[0]} of a message is not supported by this server", param="messages")
    if isinstance(content, list) and len(content) == 1 and isinstance(content[0], dict):
        content = content[0].get("text") if content[0].get("type") == "text" else None
    if not isinstance(content, str):
        raise Refusal("a message's content must be a text, or a list of one text", param="messages")
    return {"role": role, "content": content}


def text_ids(model: ServedModel, text: str, add_special_tokens: bool = True) -> list[int]:
    """Ids of a text, with what the tokenizer puts before it unless told not to. Refuses two BOS."""
    ids = model.tokenizer(text, add_special_tokens=add_special_tokens)["input_ids"]
    bos = model.tokenizer.bos_token_id
    if add_special_tokens and bos is not None and ids[:2] == [bos, bos]:
        raise Refusal(
            "the prompt begins with the begin-of-text token, and the tokenizer adds another:"
            " leave it out, or send add_special_tokens: false",
            param="prompt",
            code="two_bos",
        )
    return ids


def read_prompts(model: ServedModel, value: Any, add_special_tokens: bool) -> list[Prompt]:
    """A text, a list of token ids, or a list of either."""
    if isinstance(value, str) or is_ids(value):
        value = [value]
    if not isinstance(value, list) or not 0 < len(value) <= MOST_PROMPTS:
        raise wrong("prompt", f"a text, a list of token ids, or a list of 1 to {MOST_PROMPTS} of these", value)
    return [read_prompt(model, one, add_special_tokens) for one in value]


def read_prompt(model: ServedModel, value: Any, add_special_tokens: bool) -> Prompt:
    if isinstance(value, str):
        prompt = Prompt(text_ids(model, value, add_special_tokens), value)
    elif is_ids(value):
        if not all(0 <= id < model.vocabulary for id in value):
            raise Refusal(f"token ids must be from 0 to {model.vocabulary - 1}", param="prompt")
        text = model.tokenizer.decode(value, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        prompt = Prompt(value, text)
    else:
        raise wrong("prompt", "a text or a list of token ids", value)
    if not prompt.ids:
        raise Refusal("the prompt has no tokens: there is nothing to go on from", param="prompt")
    return prompt


def is_ids(value: Any) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(id, int) and not isinstance(id, bool) for id in value)
