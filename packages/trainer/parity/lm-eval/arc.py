"""Log-likelihoods of ARC's choices by lm-eval's own `hf` model: arc.py FOLDER ARC.jsonl COUNT, the table on standard output.

It needs the trainer's locked packages, and requirements.lock of this folder beside them.
"""

import hashlib
import json
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1")
scratch = tempfile.TemporaryDirectory()
os.environ["HF_HOME"] = scratch.name

import lm_eval
import yaml

folder, data, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

# The copy of the questions that the project pins, in the form that lm-eval reads.
rows = [
    {
        "id": row["id"],
        "question": row["question"],
        "choices": {"text": [str(row[label]) for label in row["label"]], "label": row["label"]},
        "answerKey": row["answer"],
    }
    for row in json.loads(data.read_text())
]
local = Path(scratch.name) / "test.jsonl"
local.write_text("".join(json.dumps(row) + "\n" for row in rows[:count]))

# The task as lm-eval has it, over these rows.
tasks = Path(lm_eval.__file__).parent / "tasks/arc"
task = yaml.safe_load((tasks / "arc_easy.yaml").read_text()) | yaml.safe_load((tasks / "arc_challenge.yaml").read_text())
for name in ("include", "tag", "dataset_name", "training_split", "validation_split"):
    task.pop(name, None)
task |= {"dataset_path": "json", "dataset_kwargs": {"data_files": {"test": str(local)}}}

results = lm_eval.simple_evaluate(
    model="hf",
    model_args={"pretrained": str(folder), "dtype": "float32"},
    device="cpu",
    batch_size=1,
    tasks=[task],
    log_samples=True,
    bootstrap_iters=0,
)
samples = results["samples"]["arc_challenge"]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


table = {
    "versions": {name: version(name) for name in ("lm-eval", "torch", "transformers")},
    "model": {name: sha256(folder / name) for name in ("model.safetensors", "tokenizer.json")},
    "data": sha256(data),
    "acc": results["results"]["arc_challenge"]["acc,none"],
    "accNorm": results["results"]["arc_challenge"]["acc_norm,none"],
    "logLikelihoods": {
        sample["doc"]["id"]: [round(float(choice[0][0]), 5) for choice in sample["resps"]] for sample in samples
    },
}
print(json.dumps(table, indent=1))
