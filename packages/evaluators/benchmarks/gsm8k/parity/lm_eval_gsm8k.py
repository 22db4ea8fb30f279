"""Runs lm-evaluation-harness's own GSM8K filters, metric and prompt over texts, for the parity test.

Standard input: one JSON object {"pairs": [{"output", "gold"}], "test": path, "train": path, "prompts": n};
the paths are JSON Lines files with question and answer. Standard output: one JSON object
{"version", "verdicts": {task: {filter: [[answer, exact_match], ...]}}, "prompts": [text, ...]}.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import lm_eval
from lm_eval.api.instance import Instance
from lm_eval.api.metrics import exact_match_fn
from lm_eval.api.task import ConfigurableTask
from lm_eval.filters import build_filter_ensemble
from lm_eval.tasks._yaml_loader import load_yaml

TASKS = Path(lm_eval.__file__).parent / "tasks" / "gsm8k"
METRIC_OPTIONS = ("ignore_case", "ignore_punctuation", "regexes_to_ignore")


def config_of(task):
    return load_yaml(TASKS / f"{task}.yaml")


def verdicts(config, pairs):
    (metric,) = config["metric_list"]
    options = {name: metric[name] for name in METRIC_OPTIONS}
    result = {}
    for entry in config["filter_list"]:
        steps = [
            [step["function"], {name: value for name, value in step.items() if name != "function"}]
            for step in entry["filter"]
        ]
        instances = [
            Instance(request_type="generate_until", doc={}, arguments=("", {}), idx=0, resps=[pair["output"]])
            for pair in pairs
        ]
        build_filter_ensemble(entry["name"], steps).apply(instances)
        answers = [instance.filtered_resps[entry["name"]] for instance in instances]
        result[entry["name"]] = [
            [
                answer,
                float(exact_match_fn(predictions=[answer], references=[pair["gold"]], **options)["exact_match"]),
            ]
            for answer, pair in zip(answers, pairs)
        ]
    return result


def prompts(config, test, train, count):
    data = {"dataset_path": "json", "dataset_name": None}
    data["dataset_kwargs"] = {"data_files": {"test": test, "train": train}}
    task = ConfigurableTask(config={**config, **data})
    documents = list(task.test_docs())[:count]
    return [task.fewshot_context(document, num_fewshot=config["num_fewshot"]) for document in documents]


def main():
    job = json.load(sys.stdin)
    gsm8k, cot = config_of("gsm8k"), config_of("gsm8k-cot")
    result = {
        "version": version("lm_eval"),
        "verdicts": {"gsm8k": verdicts(gsm8k, job["pairs"]), "gsm8k_cot": verdicts(cot, job["pairs"])},
        "prompts": prompts(gsm8k, job["test"], job["train"], job["prompts"]),
    }
    json.dump(result, sys.stdout)


main()
