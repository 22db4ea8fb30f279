"""Runs a Python program that ends with its owner: with_owner.py [OPTION VALUE] ... (FILE | -m MODULE) ARGUMENT ...

The owner has the other end of the program's standard input. When that ends, the owner is gone, however that went, and
so go the program and, where it leads a process group, what it started.

--grace SECONDS  between SIGTERM and SIGKILL when the owner is gone; without it, SIGKILL at once
--lock FILE      the program runs while no other one with this lock does. Tells of it on file descriptor 3, a line each:
                 `waiting`, where another one has it, and `started BYTES`: the size of the log, its own header included
--result FILE    where this file stands once the lock is had, nothing is run: another one has done the work
--input FILE     its standard input; nothing can be read there without it
--header TEXT    begins its part of the log, in a line with the time and its process id
"""

import datetime
import json
import os
import runpy
import signal
import socket
import sys
import threading

# Runs in the program's process group; so it outlives a program that does not let go of the interpreter.
REAPER = """
import os, signal, sys, time
program, grace = int(sys.argv[1]), float(sys.argv[2])
leads = os.getpgrp() == program
end = time.monotonic() + grace
if os.getppid() == program:
    os.kill(program, signal.SIGTERM)
while os.getppid() == program and time.monotonic() < end:
    time.sleep(0.05)
if leads:
    os.killpg(0, signal.SIGKILL)
elif os.getppid() == program:
    os.kill(program, signal.SIGKILL)
"""


def end_with_owner(owner: int, grace: float) -> None:
    while os.read(owner, 4096):
        pass
    if grace > 0:
        try:
            words = [sys.executable, "-I", "-S", "-c", REAPER, str(os.getpid()), str(grace)]
            os.posix_spawn(sys.executable, words, os.environ)
            return
        except OSError:
            pass  # No memory for another process: then at once.
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def tell(line: str) -> None:
    try:
        os.write(3, f"{line}\n".encode())
    except OSError:
        pass  # The owner is gone, or wants no words.


def take_lock(file: str) -> None:
    import fcntl

    # Kept open to the program's end. The system gives it up whichever way that goes, and not before the last process
    # that the program has forked.
    lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("waiting")
            fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        sys.exit(f"{file} cannot be locked ({error.strerror}): name a folder on a file system with locks")
    owner = {"process": os.getpid(), "host": socket.gethostname(), "since": now()}
    os.ftruncate(lock, 0)
    os.write(lock, json.dumps(owner).encode())


def now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")


options = {}
while sys.argv[1].startswith("--"):
    options[sys.argv[1]] = sys.argv[2]
    del sys.argv[1:3]
# A copy that the program cannot take for its own input, and no program that it starts has.
owner = os.dup(0)
os.dup2(os.open(options.get("--input", os.devnull), os.O_RDONLY), 0)
threading.Thread(target=end_with_owner, args=[owner, float(options.get("--grace", 0))], daemon=True).start()
if "--lock" in options:
    take_lock(options["--lock"])
if "--result" in options and os.path.exists(options["--result"]):
    sys.exit(0)
if "--header" in options:
    os.write(2, f"# {now()} process {os.getpid()}: {options['--header']}\n".encode())
if "--lock" in options:
    tell(f"started {os.fstat(2).st_size}")
    try:
        os.close(3)
    except OSError:
        pass
if sys.argv[1] == "-m":
    sys.argv[:] = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    sys.argv[:] = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
