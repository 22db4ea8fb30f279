"""A program as runtimes run them: it counts, keeps how far it came, and goes on from there.

fake_job count STEPS SECONDS [--deaf | --preempted]   SECONDS a step; SIGTERM: keeps its place, exit code 75; --deaf: does
                              not listen; --preempted: gets one at step 2
fake_job fail CODE SENTENCE
fake_job tell ARGUMENT ...              writes what it was given and sees to told.json
fake_job probe PATH ...                 writes what it is and may do to probed.json: each path read and written, or why not
"""

import json
import os
import signal
import sys
import time

command, *words = sys.argv[1:]

if command == "fail":
    print("a line of its work")
    print(words[1], file=sys.stderr)
    sys.exit(int(words[0]))

if command == "tell":
    told = {"arguments": words, "folder": os.getcwd(), "environment": dict(os.environ), "input": sys.stdin.read()}
    with open("told.json", "w") as file:
        json.dump(told, file)
    sys.exit(0)

if command == "probe":

    def attempt(work) -> str:
        try:
            work()
            return "done"
        except OSError as error:
            return str(error.strerror)

    def read(path: str) -> None:
        os.listdir(path) if os.path.isdir(path) else open(path, "rb").close()

    def write(path: str) -> None:
        open(os.path.join(path, "written") if os.path.isdir(path) else path, "ab").close()

    with open("/proc/self/status") as file:
        status = dict(line.rstrip().split(":\t", 1) for line in file if ":\t" in line)
    probed = {
        "user": [os.getuid(), os.getgid()],
        "capabilities": int(status["CapEff"], 16),
        "noNewPrivileges": status["NoNewPrivs"] == "1",
        "networks": sorted(os.listdir("/sys/class/net")),
        "read": {path: attempt(lambda: read(path)) for path in words},
        "write": {path: attempt(lambda: write(path)) for path in words},
    }
    with open("probed.json", "w") as file:
        json.dump(probed, file)
    sys.exit(0)

assert command == "count"
steps, seconds = int(words[0]), float(words[1])
stopping = False


def stop(*_) -> None:
    global stopping
    stopping = True
    print("told to stop")


signal.signal(signal.SIGTERM, signal.SIG_IGN if "--deaf" in words else stop)


def keep(name: str, value: object) -> None:
    with open(f"{name}.partial", "w") as file:
        json.dump(value, file)
    os.replace(f"{name}.partial", name)


done = 0
if os.path.exists("place.json"):
    with open("place.json") as file:
        done = json.load(file)
    print(f"goes on after step {done}")
while done < steps:
    time.sleep(seconds)
    done += 1
    keep("place.json", done)
    print(f"step {done} of {steps}")
    if "--preempted" in words and done == 2:
        os.kill(os.getpid(), signal.SIGTERM)
    if stopping:
        # As long as a checkpoint may take.
        time.sleep(0.3)
        keep("saved.json", done)
        sys.exit(75)
keep("result.json", {"steps": steps})
