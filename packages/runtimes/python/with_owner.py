"""Runs a Python program that ends with its owner: with_owner.py (FILE | -m MODULE) ARGUMENT ...

The owner has the other end of the program's standard input. When that ends, the owner is gone, however that went, and
so go the program and, where it leads a process group, what it started.
"""

import os
import runpy
import signal
import sys
import threading


def end_with_owner() -> None:
    while os.read(0, 4096):
        pass
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


threading.Thread(target=end_with_owner, daemon=True).start()
if sys.argv[1] == "-m":
    sys.argv[:] = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    sys.argv[:] = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
