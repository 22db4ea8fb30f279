"""What scoring files of annotations takes with alpaca_eval, as a process: usage: score_annotations.py GAMED FILE...

Its command line fetches df_gamed.csv from a hub and writes tables beside a leaderboard; this does neither, and prints the
figures that it computes.
"""

import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

from alpaca_eval.metrics import glm_winrate  # noqa: E402

gamed, *files = sys.argv[1:]
glm_winrate.hf_hub_download = lambda **_: gamed
for file in files:
    figures = glm_winrate.get_length_controlled_winrate(
        json.loads(Path(file).read_bytes()), save_weights_dir=None, is_warn_extreme_changes=False
    )
    print(json.dumps({name: float(value) for name, value in figures.items()}))
