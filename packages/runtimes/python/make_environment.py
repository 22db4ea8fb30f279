"""make_environment LOCK ENVIRONMENT COMPLETE: a virtual environment of this very interpreter, with a lock file's packages.

COMPLETE is written last; what a killed one left is made anew.
"""

import pathlib
import shutil
import subprocess
import sys
import venv

lock, environment, complete = sys.argv[1:]
shutil.rmtree(environment, ignore_errors=True)
venv.create(environment, with_pip=True, symlinks=True)
words = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-cache-dir", "--retries", "3"]
python = pathlib.Path(environment, "bin", "python")
ended = subprocess.run([python, "-m", "pip", "install", *words, "--require-hashes", "--no-deps", "--requirement", lock])
if ended.returncode != 0:
    sys.exit(ended.returncode)
pathlib.Path(complete).touch()
