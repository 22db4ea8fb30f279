"""The problems as a benchmark of nemo-evaluator: the prompt as it stands in the file, and the number after "Final answer:"."""

import os
import re

from nemo_evaluator.contrib.byob import ScorerInput, benchmark, scorer


@benchmark(name="problems", dataset=os.environ["ITEMS"], prompt="{prompt}", target_field="gold", endpoint_type="chat")
@scorer
def final_answer(sample: ScorerInput):
    found = re.search(r"Final answer: (\S+)", sample.response)
    return {"correct": found is not None and found[1] == str(sample.target)}
