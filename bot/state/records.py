"""people.db as one conversation uses it: everything in it over one connection, in one thread."""

import time
from collections.abc import Callable
from pathlib import Path

from bot.state.identity import Identity
from bot.state.journal import Journal
from bot.state.people import People


class Records:
    """What is kept of people, of one data folder; made, used and closed in one thread."""

    def __init__(
        self,
        folder: Path,
        identity: Identity,
        keep_hours: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open people.db in `folder`; `clock` tells seconds UTC. Raises Unavailable."""
        self.keep_hours = keep_hours
        self.identity = identity
        self.clock = clock
        self.people = People(folder)
        self.journal = Journal(self.people, identity, keep_hours, clock)

    def close(self) -> None:
        """Close the database."""
        self.people.close()
