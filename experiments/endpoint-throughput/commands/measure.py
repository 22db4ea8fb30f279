"""Runs a command and prints what it took as one line of JSON: seconds, CPU seconds with those of its children, and the
largest resident size of one of its processes, in megabytes.

python measure.py WORD...
"""

import json
import resource
import subprocess
import sys
import time

started = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
seconds = time.perf_counter() - started
if done.returncode != 0:
    sys.exit(f"{' '.join(sys.argv[1:])} ended with {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
took = {
    "seconds": seconds,
    "cpuSeconds": usage.ru_utime + usage.ru_stime,
    "megabytes": usage.ru_maxrss / 1024,
}
print(json.dumps(took))
