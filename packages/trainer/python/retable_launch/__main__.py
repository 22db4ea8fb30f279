"""`python -m retable_launch CONFIG -m MODULE WORD …`: the module's processes, by accelerate's settings in the file CONFIG.

With several machines each runs this, with NODE_RANK (or Slurm's SLURM_NODEID), MASTER_ADDR and MASTER_PORT in its
environment. It ends as the first process that failed did, so that 75 ("run me again") stays that; SIGTERM goes on to all
of them, and then it ends with 75 too.
"""

import json
import os
import sys

STOPPED = 75


def words(config_file: str, rest: list[str], environment) -> list[str]:
    """What `accelerate launch` is called with. Raises ValueError."""
    with open(config_file) as file:
        machines = json.load(file)["num_machines"]
    found = ["--config_file", config_file]
    if machines == 1:
        # A free port: another training may stand on this machine.
        found += ["--main_process_port", "0"]
    if machines > 1:
        rank = environment.get("NODE_RANK", environment.get("SLURM_NODEID"))
        head = environment.get("MASTER_ADDR")
        lacking = [name for name, value in (("NODE_RANK", rank), ("MASTER_ADDR", head)) if value is None]
        if lacking:
            raise ValueError(f"{machines} machines work together: {' and '.join(lacking)} is to be set on each of them")
        found += ["--machine_rank", rank, "--main_process_ip", head]
        found += ["--main_process_port", environment.get("MASTER_PORT", "29500")]
    return [*found, *rest]


def main(arguments: list[str]) -> int:
    config_file, *rest = arguments
    try:
        called = words(config_file, rest, os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 65
    # The folder that they start in is not searched for modules.
    os.environ["PYTHONSAFEPATH"] = "1"
    from accelerate.commands.launch import launch_command, launch_command_parser
    from torch.distributed.elastic.multiprocessing.api import SignalException
    from torch.distributed.elastic.multiprocessing.errors import ChildFailedError

    try:
        launch_command(launch_command_parser().parse_args(called))
    except ChildFailedError as error:
        _, first = error.get_first_failure()
        return first.exitcode if first.exitcode > 0 else 70
    except SignalException:
        return STOPPED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
