"""Rows that wait to be drawn, and the tickets of the requests that they belong to."""

import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .row import Row


class Ticket:
    """One request: done when all its rows are, or when one failed."""

    def __init__(self) -> None:
        self.is_cancelled = False
        self.failure: BaseException | None = None
        self._left = 0
        self._lock = threading.Lock()
        self._done = threading.Event()

    def expect(self, rows: int) -> None:
        self._left = rows

    def finish_row(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self._done.set()

    def fail(self, error: BaseException) -> None:
        if self._done.is_set():
            return
        self.failure = error
        self.is_cancelled = True
        self._done.set()

    def cancel(self) -> None:
        """Its rows are drawn no further."""
        self.is_cancelled = True

    def wait(self, seconds: float) -> bool:
        return self._done.wait(seconds)


class Waiting:
    """First come, first served."""

    def __init__(self) -> None:
        self._rows: deque["Row"] = deque()
        self._arrived = threading.Condition()

    def put(self, rows: list["Row"]) -> None:
        with self._arrived:
            self._rows.extend(rows)
            self._arrived.notify()

    def take(self, limit: int, blocks: bool) -> list["Row"]:
        """At most `limit` rows whose requests are still waited for; waits for one where it blocks."""
        with self._arrived:
            taken: list["Row"] = []
            while len(taken) < limit:
                while self._rows and len(taken) < limit:
                    row = self._rows.popleft()
                    if not row.ticket.is_cancelled:
                        taken.append(row)
                if taken or not blocks:
                    break
                self._arrived.wait()
            return taken
