"""The rows of a job: read, spelled, those that are too long left out and counted."""

import json
from dataclasses import dataclass, field

from ..folder import file_hash
from ..refusal import Refusal
from .job import Job
from .tokens import Spelling

ROLES = ("system", "user", "assistant")


@dataclass(frozen=True)
class Row:
    """A prompt and its completions as token ids: one for sft; the chosen and the rejected one for dpo."""

    line: int
    prompt: list[int]
    completions: list[list[int]]
    texts: tuple[str, ...]
    weight: float = 1.0

    @property
    def length(self) -> int:
        """Tokens of the longer sequence."""
        return len(self.prompt) + max(len(ids) for ids in self.completions)

    @property
    def learnt(self) -> int:
        """Tokens that are learnt from."""
        return sum(len(ids) for ids in self.completions)


@dataclass
class Rows:
    """The rows that are trained on, and how many were not."""

    used: list[Row] = field(default_factory=list)
    given: int = 0
    too_long: int = 0
    unspellable: int = 0


def read_rows(job: Job, spelling: Spelling) -> Rows:
    """Reads and checks all rows. Refuses a file other than the one meant, and rows that say nothing to learn."""
    path = job.folder / job["rows"]["file"]
    name = job["rows"]["file"]
    if not path.is_file():
        raise Refusal(f"job.json: rows.file is {name}, but there is no such file")
    if file_hash(path) != job["rows"]["sha256"]:
        raise Refusal(f"{name} is not the file that job.json means: its sha256 is another")
    if spelling.context is not None and job["maxTokens"] > spelling.context:
        raise Refusal(f"job.json: maxTokens is {job['maxTokens']}, but the model's context is {spelling.context} tokens")
    rows = Rows()
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            rows.given += 1
            row = _spell(_parse(line, f"{name}:{number}"), number, f"{name}:{number}", job, spelling)
            if row is None:
                rows.unspellable += 1
            elif row.length > job["maxTokens"]:
                rows.too_long += 1
            else:
                rows.used.append(row)
    if not rows.used:
        raise Refusal(f"{name} has no row to train on: {rows.given} given, {rows.too_long} longer than maxTokens")
    if all(row.weight == 0 for row in rows.used):
        raise Refusal(f"{name}: every row has weight 0, so that nothing would be learnt")
    return rows


def _parse(line: str, where: str) -> dict:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise Refusal(f"{where}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise Refusal(f"{where}: a row must be an object")
    return row


def _spell(row: dict, number: int, where: str, job: Job, spelling: Spelling) -> Row | None:
    names = ("chosen", "rejected") if job.is_preference else ("completion",)
    known = {"prompt", *names, *(["weight"] if job.is_preference else [])}
    for name in row:
        if name not in known:
            raise Refusal(f"{where}: {name} is no field of a row for {job['loss']['kind']}")
    for name in names:
        if not isinstance(row.get(name), str):
            raise Refusal(f"{where}: {name} must be a text")
    weight = row.get("weight", 1)
    if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 <= weight < float("inf"):
        raise Refusal(f"{where}: weight is {weight!r}, but must be a number, 0 or more")
    messages = _messages(row.get("prompt"), where)
    prompt = spelling.prompt(messages, where)
    texts = tuple(row[name] for name in names)
    completions = [spelling.completion(messages, prompt, text, where) for text in texts]
    if any(ids is None for ids in completions):
        return None
    spelled = Row(number, prompt, completions, texts, float(weight))
    check_learnable(spelled, spelling.ends, where)
    return spelled


def check_learnable(row: Row, ends: list[int], where: str) -> None:
    """Every completion has tokens to learn, of which the last ends generation."""
    for ids in row.completions:
        if not ids:
            raise Refusal(f"{where}: there is no token to learn")
        if ids[-1] not in ends:
            raise Refusal(f"{where}: the answer's last token does not end generation")


def _messages(prompt: object, where: str) -> list[dict]:
    if isinstance(prompt, str):
        return [{"role": "user", "content": prompt}]
    if not isinstance(prompt, list) or not prompt:
        raise Refusal(f"{where}: prompt must be a text or a list of messages")
    for message in prompt:
        if not isinstance(message, dict) or set(message) != {"role", "content"}:
            raise Refusal(f"{where}: a message of the prompt must have role and content")
        if message["role"] not in ROLES or not isinstance(message["content"], str):
            raise Refusal(f"{where}: a message's role must be one of {', '.join(ROLES)}, its content a text")
    return prompt
