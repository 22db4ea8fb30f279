"""SIGTERM asks for an end with a checkpoint."""

import signal


class StopSignal:
    """Whether SIGTERM has come; it is looked at between pieces of work."""

    def __init__(self) -> None:
        self.has_come = False
        signal.signal(signal.SIGTERM, self._note)

    def _note(self, *_) -> None:
        self.has_come = True
