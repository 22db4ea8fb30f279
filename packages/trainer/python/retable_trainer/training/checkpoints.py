"""Checkpoints that count only when they are whole: a marker, written last, lists every file with its size and sha256.

A checkpoint of another job, of other library versions, without a marker or with other files than it lists is removed and
said to be, and the one before it is used.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Callable

from ..folder import file_hash
from .files import write_json

MARKER = "complete.json"
PREFIX = "checkpoint-"


def finish_checkpoint(folder: Path, identity: dict, state: dict) -> None:
    """Writes the marker; `state` is what the training needs beside Transformers' own files."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MARKER:
            path.chmod(0o644)
            _flush(path)
            files[path.relative_to(folder).as_posix()] = {"bytes": path.stat().st_size, "sha256": file_hash(path)}
    write_json(folder / MARKER, {**identity, "files": files, "state": state})
    _flush(folder)


def remove_older(root: Path, newest: Path) -> None:
    """Two stay: the newest, and the one before it in case the disk damages the newest."""
    for folder in _checkpoints(root)[2:]:
        if folder != newest:
            shutil.rmtree(folder)


def usable_checkpoint(root: Path, identity: dict, tell: Callable[[dict], None]) -> tuple[Path, dict] | None:
    """The newest checkpoint that counts, with the state of its marker; what does not count is removed and told of."""
    for folder in _checkpoints(root):
        fault = _fault(folder, identity)
        if fault is None:
            return folder, json.loads((folder / MARKER).read_text())["state"]
        shutil.rmtree(folder)
        tell({"event": "dropped", "checkpoint": folder.name, "reason": fault})
    return None


def step_of(folder: Path) -> int:
    return int(folder.name.removeprefix(PREFIX))


def _checkpoints(root: Path) -> list[Path]:
    """Newest first."""
    folders = [path for path in root.glob(f"{PREFIX}*") if path.name.removeprefix(PREFIX).isdigit()]
    return sorted(folders, key=step_of, reverse=True)


def _fault(folder: Path, identity: dict) -> str | None:
    try:
        marker = json.loads((folder / MARKER).read_text())
        files = {name: (listed["bytes"], listed["sha256"]) for name, listed in marker["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "it is not whole"
    if marker.get("job") != identity["job"]:
        return "it is of another job"
    if any(marker.get(name) != value for name, value in identity.items()):
        return "it was written by other versions"
    for name, (size, digest) in files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size or file_hash(path) != digest:
            return f"{name} is not as it was written"
    return None


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
