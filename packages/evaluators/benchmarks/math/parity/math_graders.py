"""Runs lm-evaluation-harness's own MATH functions and Math-Verify over pairs and outputs, for the parity test.

Standard input: one JSON object {"pairs": [{"gold", "prediction", "whole", "match_types", "precision", "strict",
"allow_set_relation_comp"}], "outputs": [{"output", "solution"}]}; a pair is whole where both sides are texts with
delimiters of their own. Standard output: one JSON object {"versions", "hendrycks": [bool, ...], "minerva": [bool, ...],
"math_verify": [bool, ...], "forms": [[gold, prediction], ...], "outputs": [[hendrycks_math, minerva_math], ...]}.
"""

import json
import logging
import sys
from importlib.metadata import version

from lm_eval.tasks.hendrycks_math import utils as hendrycks
from lm_eval.tasks.minerva_math import utils as minerva
from math_verify import ExprExtractionConfig, LatexExtractionConfig, parse, verify

PACKAGES = ("lm_eval", "math_verify", "sympy", "latex2sympy2_extended", "antlr4-python3-runtime")


def math_verify(pair):
    if pair["whole"]:
        kinds = pair.get("match_types") or ["latex", "expr"]
        configs = tuple(
            LatexExtractionConfig(boxed_match_priority=0) if kind == "latex" else ExprExtractionConfig() for kind in kinds
        )
        gold, target = (parse(pair[side], configs) for side in ("gold", "prediction"))
    else:
        gold, target = (parse(f"${pair[side]}$") for side in ("gold", "prediction"))
    options = {
        "float_rounding": pair.get("precision"),
        "strict": pair.get("strict"),
        "allow_set_relation_comp": pair.get("allow_set_relation_comp"),
    }
    return bool(verify(gold, target, **{name: value for name, value in options.items() if value is not None}))


def sentence(output):
    return minerva.normalize_final_answer(minerva.get_unnormalized_answer(output))


def outputs(row):
    solution = {"solution": row["solution"]}
    boxed = minerva.remove_boxed(minerva.last_boxed_only_string(row["solution"]))
    right = minerva.normalize_final_answer(boxed)
    return [
        hendrycks.process_results(solution, [row["output"]])["exact_match"],
        int(minerva.is_equiv(sentence(row["output"]), right)),
    ]


def main():
    logging.disable(logging.CRITICAL)
    job = json.load(sys.stdin)
    normal = minerva.normalize_final_answer
    forms = [[normal(pair["gold"]), normal(pair["prediction"])] for pair in job["pairs"]]
    result = {
        "versions": {name: version(name) for name in PACKAGES},
        "hendrycks": [bool(hendrycks.is_equiv(pair["prediction"], pair["gold"])) for pair in job["pairs"]],
        "forms": forms,
        "minerva": [bool(minerva.is_equiv(prediction, gold)) for gold, prediction in forms],
        "math_verify": [math_verify(pair) for pair in job["pairs"]],
        "outputs": [outputs(row) for row in job["outputs"]],
    }
    json.dump(result, sys.stdout)


main()
