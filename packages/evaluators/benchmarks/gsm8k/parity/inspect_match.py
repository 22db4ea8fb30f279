"""Runs inspect_ai's own match(numeric=True) over texts, for the parity test.

Standard input: one JSON array of [output, target]. Standard output: one JSON object
{"version", "verdicts": [[answer, is_correct], ...]}.
"""

import asyncio
import json
import sys
from importlib.metadata import version

from inspect_ai.model import ModelName, ModelOutput
from inspect_ai.scorer import CORRECT, Target, match
from inspect_ai.solver import TaskState


async def verdicts(pairs):
    scorer = match(numeric=True)
    result = []
    for output, target in pairs:
        state = TaskState(
            model=ModelName("none/none"),
            sample_id=0,
            epoch=1,
            input="",
            messages=[],
            output=ModelOutput.from_content("none", output),
        )
        score = await scorer(state, Target(target))
        result.append([score.answer, score.value == CORRECT])
    return result


json.dump(
    {"version": version("inspect_ai"), "verdicts": asyncio.run(verdicts(json.load(sys.stdin)))},
    sys.stdout,
)
