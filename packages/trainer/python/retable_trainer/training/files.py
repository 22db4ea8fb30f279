"""Files that are there whole or not at all."""

import json
import os
from pathlib import Path


def write_json(path: Path, value: object) -> None:
    part = path.with_name(f"{path.name}.part")
    with open(part, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1, ensure_ascii=False)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o644)
    part.replace(path)


def whole_lines(path: Path) -> list[dict]:
    """The objects of an NDJSON file that a killed process may have left with half a line."""
    if not path.is_file():
        return []
    *lines, _ = path.read_bytes().split(b"\n")
    return [json.loads(line) for line in lines]
