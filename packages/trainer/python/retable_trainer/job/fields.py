"""Fields of job.json: what each must be, in words."""

from numbers import Real

from ..refusal import Refusal


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and value == value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


WHOLE = (_is_whole, "a whole number")
POSITIVE_WHOLE = (lambda value: _is_whole(value) and value > 0, "a whole number above 0")
NOT_NEGATIVE_WHOLE = (lambda value: _is_whole(value) and value >= 0, "a whole number, 0 or more")
POSITIVE = (lambda value: _is_number(value) and value > 0, "a number above 0")
NOT_NEGATIVE = (lambda value: _is_number(value) and value >= 0, "a number, 0 or more")
SHARE = (lambda value: _is_number(value) and 0 <= value <= 1, "a number from 0 to 1")
BELOW_ONE = (lambda value: _is_number(value) and 0 <= value < 1, "a number from 0 to below 1")
TEXT = (lambda value: isinstance(value, str) and value != "", "a text")
FLAG = (lambda value: isinstance(value, bool), "true or false")
STEPS = (
    lambda value: isinstance(value, list) and all(_is_whole(step) and step > 0 for step in value),
    "a list of steps",
)


def one_of(*choices: object) -> tuple:
    words = " or ".join("null" if choice is None else str(choice) for choice in choices)
    return (lambda value: any(value is choice or value == choice for choice in choices), words)


def nullable(fields: dict) -> tuple:
    return (fields, "null")


MODEL = {"folder": TEXT, "hash": TEXT}

SFT = {"kind": one_of("sft"), "mean": one_of("tokens", "responses")}

DPO = {"kind": one_of("dpo"), "beta": POSITIVE, "alpha": NOT_NEGATIVE}

JOB = {
    "version": one_of(1),
    "base": MODEL,
    "reference": nullable(MODEL),
    "rows": {"file": TEXT, "sha256": TEXT},
    "loss": {},
    "optimizer": {
        "kind": one_of("adamw"),
        "learningRate": POSITIVE,
        "betas": (
            lambda value: isinstance(value, list) and len(value) == 2 and all(BELOW_ONE[0](beta) for beta in value),
            "two numbers from 0 to below 1",
        ),
        "epsilon": POSITIVE,
        "weightDecay": NOT_NEGATIVE,
        "clip": POSITIVE,
        "warmup": NOT_NEGATIVE_WHOLE,
        "decayFrom": SHARE,
        "finalShare": SHARE,
    },
    "batchSize": POSITIVE_WHOLE,
    "microBatchSize": POSITIVE_WHOLE,
    "steps": POSITIVE_WHOLE,
    "order": one_of("given", "shuffled"),
    "seed": NOT_NEGATIVE_WHOLE,
    "maxTokens": POSITIVE_WHOLE,
    "adapter": nullable({"rank": POSITIVE_WHOLE, "scale": POSITIVE, "dropout": BELOW_ONE}),
    "weights": one_of("float32", "bfloat16"),
    "autocast": one_of(None, "bfloat16"),
    "gradientCheckpointing": FLAG,
    "device": one_of("cpu", "cuda"),
    "sharding": one_of("none", "fsdp"),
    "threads": POSITIVE_WHOLE,
    "keepAt": STEPS,
    "checkpointSeconds": POSITIVE,
}


def check_fields(value: object, fields: dict, where: str = "", optional: dict | None = None) -> None:
    """Raises a Refusal that names the first field that lacks, is unknown, or is of another kind."""
    name = f"job.json, {where}" if where else "job.json"
    if not isinstance(value, dict):
        raise Refusal(f"{name}: must be an object")
    optional = optional or {}
    for field in fields:
        if field not in value:
            raise Refusal(f"{name}: there is no {field}")
    for field, given in value.items():
        wanted = fields.get(field, optional.get(field))
        path = f"{where}.{field}" if where else field
        if wanted is None:
            raise Refusal(f"{name}: {field} is no field of it")
        if isinstance(wanted, tuple) and isinstance(wanted[0], dict):
            if given is not None:
                check_fields(given, wanted[0], path)
        elif isinstance(wanted, dict):
            if wanted:
                check_fields(given, wanted, path)
        elif not wanted[0](given):
            raise Refusal(f"job.json: {path} is {given!r}, but must be {wanted[1]}")
