"""The learning rate's course."""


def rate_factor(optimizer: dict, step: int, steps: int) -> float:
    """What the rate is multiplied by at a step, counted from 0: a linear warm-up, later a linear fall."""
    up = min(1.0, (step + 1) / max(1, optimizer["warmup"]))
    begin = optimizer["decayFrom"]
    passed = 0.0 if begin >= 1 else max(0.0, (step / steps - begin) / (1 - begin))
    return up * (1 - (1 - optimizer["finalShare"]) * passed)
