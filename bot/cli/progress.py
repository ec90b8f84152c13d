"""Long work shows itself on stderr, on one line that is renewed."""

import sys
from collections.abc import Callable


def embedding() -> Callable[[int, int], None]:
    """Return a function that shows how many passages are embedded, of how many."""
    return counting("Indexing passages")


def counting(what: str) -> Callable[[int, int], None]:
    """Return a function that shows how many of some things are done, of how many."""

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{what}: {done} of {total}", end=end, file=sys.stderr, flush=True)

    return show
