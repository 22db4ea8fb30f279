"""Runs the checks named on the command line (all if none), and writes one JSON line for each: name, fault, values."""

import importlib
import json
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

os.environ.update(HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", TOKENIZERS_PARALLELISM="false", TQDM_DISABLE="1")

MODULES = ("tokens", "jobs", "losses", "half", "checkpoints", "resume", "hand_over", "real_model")


def main(wanted: list[str]) -> None:
    from .making import Making

    # What libraries print is not for the reader of these lines.
    out, sys.stdout = sys.stdout, sys.stderr
    with tempfile.TemporaryDirectory() as scratch:
        for module in MODULES:
            checks = importlib.import_module(f".{module}", __package__)
            for name, check in vars(checks).items():
                if not name.startswith("check_") or getattr(check, "__module__", "") != f"{__package__}.{module}":
                    continue
                if wanted and module not in wanted and name not in wanted:
                    continue
                folder = Path(scratch) / name
                folder.mkdir()
                began = time.monotonic()
                line = {"module": module, "name": name, "fault": None, "values": None}
                try:
                    line["values"] = check(Making(folder))
                except BaseException:
                    line["fault"] = traceback.format_exc()
                line["seconds"] = round(time.monotonic() - began, 2)
                out.write(json.dumps(line) + "\n")
                out.flush()


main(sys.argv[1:])
