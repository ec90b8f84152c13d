"""Long work shows itself on stderr, on one line that is renewed; in a file or a pipe, its end."""

import sys
from collections.abc import Callable


def embedding() -> Callable[[int, int], None]:
    """Return a function that shows how many passages are embedded, of how many."""
    return counting("Indexing passages")


def counting(what: str) -> Callable[[int, int], None]:
    """Return a function that shows how many of some things are done, of how many."""

    def show(done: int, total: int) -> None:
        is_done = done >= total
        if is_done or sys.stderr.isatty():
            line = f"{what}: {done} of {total}"
            start, end = "\r" if sys.stderr.isatty() else "", "\n" if is_done else ""
            print(f"{start}{line}", end=end, file=sys.stderr, flush=True)

    return show
