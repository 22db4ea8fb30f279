"""`train JOB_FOLDER`: trains a model as job.json says, and leaves metrics.ndjson, model folders and result.json there.

Exit codes: 0 done; 65 refused (the last line says why); 70 a fault; 75 ended by SIGTERM, to be run again.
"""

import argparse
import sys
import traceback
from pathlib import Path

from .job.job import read_job
from .refusal import Refusal, Stopped
from .signals import StopSignal

REFUSED, FAULT, STOPPED = 65, 70, 75


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="train", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds job.json")
    options = parser.parse_args(arguments)
    stop = StopSignal()
    try:
        job = read_job(options.folder)
        # Only now what takes seconds to load.
        from .training.run import run_job

        run_job(job, stop)
    except Refusal as refusal:
        print(" ".join(str(refusal).split()), file=sys.stderr)
        return REFUSED
    except Stopped:
        print("stopped by SIGTERM: run it again to go on", file=sys.stderr)
        return STOPPED
    except Exception:
        traceback.print_exc()
        return FAULT
    return 0
