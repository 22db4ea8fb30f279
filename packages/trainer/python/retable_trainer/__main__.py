"""`python -m retable_trainer COMMAND ARGUMENT …`: each command is a module with `main(arguments) -> exit code`."""

import importlib
import os
import sys

COMMANDS = {
    "train": "train",
    "unpack": "unpack",
    "make-tiny": "tiny",
    "serve": "serve",
}

# Nothing is fetched and nothing is told to anyone; set before a library reads them.
os.environ.update(
    HF_HUB_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    TOKENIZERS_PARALLELISM="false",
    TRANSFORMERS_VERBOSITY=os.environ.get("TRANSFORMERS_VERBOSITY", "error"),
    HF_HUB_DISABLE_PROGRESS_BARS="1",
    TQDM_DISABLE="1",
)


def run(arguments: list[str]) -> int:
    command = arguments[0] if arguments else ""
    if command not in COMMANDS:
        print(f"there is no command {command!r}: one of {', '.join(COMMANDS)}", file=sys.stderr)
        return 64
    module = importlib.import_module(f".{COMMANDS[command]}", __package__)
    return module.main(arguments[1:])


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
