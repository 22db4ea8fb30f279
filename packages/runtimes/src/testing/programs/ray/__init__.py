"""What stands for Ray: nodes that join by a connection to the first one, and are alive as long as that stands.

Its command is scripts/scripts.py; a program asks for the nodes as it asks Ray.
"""

import json
import os
import socket

connection: socket.socket | None = None


def connect(address: str, word: str) -> socket.socket:
    """A connection to the first node, for a node's name or to ask for all."""
    host, port = address.rsplit(":", 1)
    opened = socket.create_connection((host, int(port)), timeout=10)
    opened.sendall(f"{word}\n".encode())
    opened.settimeout(None)
    return opened


def init(address: str | None = None, **_: object) -> None:
    """Finds the first node, by its address or as RAY_ADDRESS tells it."""
    global connection
    connection = connect(address or os.environ["RAY_ADDRESS"], "nodes")


def is_initialized() -> bool:
    return connection is not None


def nodes() -> list[dict[str, bool]]:
    """Whether each node is alive."""
    assert connection is not None
    connection.sendall(b"again\n")
    line = b""
    while not line.endswith(b"\n"):
        line += connection.recv(4096)
    return json.loads(line)
