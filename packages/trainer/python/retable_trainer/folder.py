"""Model folders and their hashes.

A folder's hash is the sha256 of the canonical JSON (sorted keys, no spaces) of its files' sha256s by relative path;
hashes.json, which is written last and is not in it, holds that map.
"""

import hashlib
import json
import os
from pathlib import Path

HASHES = "hashes.json"


def file_hashes(folder: str | os.PathLike) -> dict[str, str]:
    """The sha256 of each file of a model folder but hashes.json, by its path in it."""
    root = Path(folder)
    files = (path for path in root.rglob("*") if path.is_file())
    names = sorted(path.relative_to(root).as_posix() for path in files)
    return {name: file_hash(root / name) for name in names if name != HASHES}


def file_hash(path: str | os.PathLike) -> str:
    """The sha256 of a file's bytes, in hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_hash(value: object) -> str:
    """The sha256 of a value's canonical JSON."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def write_hashes(folder: str | os.PathLike) -> str:
    """Makes a finished model folder readable by all, writes its hashes.json, and gives its hash."""
    root = Path(folder)
    # safetensors writes 0600, which another user, as in a container, could not read.
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    hashes = file_hashes(root)
    part = root.with_name(f"{root.name}.{HASHES}.part")
    part.write_text(json.dumps(hashes, sort_keys=True, indent=1) + "\n")
    part.chmod(0o644)
    part.replace(root / HASHES)
    return content_hash(hashes)


def folder_hash(folder: str | os.PathLike) -> str:
    """The hash of a model folder's files as they are now.

    Raises ValueError where they are not those of its hashes.json.
    """
    hashes = file_hashes(folder)
    listed = Path(folder) / HASHES
    if listed.exists() and json.loads(listed.read_text()) != hashes:
        raise ValueError(f"the files of {folder} are not those that its {HASHES} lists")
    return content_hash(hashes)
