"""metrics.ndjson: one object for each step, and one for each event."""

import json
import os
from pathlib import Path


class Metrics:
    """Appends lines; after a kill it is cut to where the checkpoint stood, and goes on."""

    def __init__(self, path: Path, length: int = 0):
        self._file = open(path, "a+b")
        # What comes after the checkpoint is done again.
        self._file.truncate(min(length, self.length))

    @property
    def length(self) -> int:
        return self._file.seek(0, os.SEEK_END)

    def write(self, line: dict) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
