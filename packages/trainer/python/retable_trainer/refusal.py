"""What ends a training: the job is wrong, or somebody wants the machine back."""


class Refusal(Exception):
    """The job or its data are wrong: one sentence for the person who wrote it (exit code 65)."""


class Stopped(Exception):
    """SIGTERM came; what is done so far is in the last checkpoint (exit code 75)."""
