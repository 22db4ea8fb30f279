"""lm-evaluation-harness's is_equiv of hendrycks_math, and Math-Verify, over pairs of answers, timed
inside the process, in processor time.

Standard input: one JSON object {"pairs": [[given, gold], ...], "repeats": n, "slices": [[[given, gold], ...], ...]}.
Standard output: one JSON object {"hendrycks": {"seconds": [...], "verdicts": [...]}, "math_verify": the same}; the
harness goes n times over its pairs, Math-Verify once over each slice.
"""

import json
import logging
import sys
import time

from lm_eval.tasks.hendrycks_math.utils import is_equiv
from math_verify import parse, verify


def timed(work):
    start = time.process_time()
    verdicts = work()
    return time.process_time() - start, [bool(verdict) for verdict in verdicts]


def math_verify(pairs):
    return [verify(parse(f"${gold}$"), parse(f"${given}$")) for given, gold in pairs]


def main():
    logging.disable(logging.CRITICAL)
    job = json.load(sys.stdin)
    strings = [timed(lambda: [is_equiv(given, gold) for given, gold in job["pairs"]]) for _ in range(job["repeats"])]
    # Its first answer makes it load and build its grammar.
    math_verify(job["pairs"][:1])
    values = [timed(lambda: math_verify(pairs)) for pairs in job["slices"]]
    result = {
        "hendrycks": {"seconds": [seconds for seconds, _ in strings], "verdicts": strings[0][1]},
        "math_verify": {
            "seconds": [seconds for seconds, _ in values],
            "verdicts": [verdict for _, verdicts in values for verdict in verdicts],
        },
    }
    json.dump(result, sys.stdout)


main()
