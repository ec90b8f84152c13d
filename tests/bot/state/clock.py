"""A clock that stands still until it is set."""

HOUR = 3600.0
DAY = 24 * HOUR


class Clock:
    """Tells `now`, in seconds UTC."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now
