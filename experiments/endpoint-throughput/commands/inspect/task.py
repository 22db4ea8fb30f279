"""The problems as a task of inspect-ai: the prompt as it stands in the file, and the number after "Final answer:"."""

import os

from inspect_ai import Task, task
from inspect_ai.dataset import FieldSpec, json_dataset
from inspect_ai.scorer import pattern
from inspect_ai.solver import generate


@task
def problems():
    return Task(
        dataset=json_dataset(os.environ["ITEMS"], FieldSpec(input="prompt", target="gold")),
        solver=generate(),
        scorer=pattern(r"Final answer: (\S+)"),
    )
