"""lm-evaluation-harness's GSM8K filters and metric over a ZeroEval results file, timed inside the process.

Usage: peer.py FILE REPEATS. Prints one JSON object: accuracy per filter, and the seconds of each repeat.
"""

import json
import sys
import time
from pathlib import Path

import lm_eval
from lm_eval.api.instance import Instance
from lm_eval.api.metrics import exact_match_fn
from lm_eval.filters import build_filter_ensemble
from lm_eval.tasks._yaml_loader import load_yaml


def main(file, repeats):
    rows = json.loads(Path(file).read_text())
    config = load_yaml(Path(lm_eval.__file__).parent / "tasks" / "gsm8k" / "gsm8k.yaml")
    (metric,) = config["metric_list"]
    options = {name: metric[name] for name in ("ignore_case", "ignore_punctuation", "regexes_to_ignore")}
    pairs = [(row["output"][0], row["answer"].replace("# ", "#### ")) for row in rows]
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        accuracy = {}
        for entry in config["filter_list"]:
            steps = [[s["function"], {k: v for k, v in s.items() if k != "function"}] for s in entry["filter"]]
            instances = [Instance("generate_until", {}, ("", {}), 0, resps=[output]) for output, _ in pairs]
            build_filter_ensemble(entry["name"], steps).apply(instances)
            verdicts = [
                exact_match_fn(
                    predictions=[instance.filtered_resps[entry["name"]]], references=[gold], **options
                )["exact_match"]
                for instance, (_, gold) in zip(instances, pairs)
            ]
            accuracy[entry["name"]] = float(sum(verdicts) / len(verdicts))
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"accuracy": accuracy, "seconds": seconds}))


main(sys.argv[1], int(sys.argv[2]))
