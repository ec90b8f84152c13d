"""The queue behind `getUpdates`: what waits, what was confirmed, and who polls.

An update waits until a poll with a higher offset confirms it, and then it is gone for ever.
"""

from collections.abc import Collection
from threading import Condition
from typing import Any, Final

from bot.demo.refusals import conflict

LARGEST_BATCH: Final = 100
LONGEST_POLL: Final = 50  # seconds
ONLY_WHEN_NAMED: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """Shares the lock of the whole emulator, so that a poll wakes when something arrives."""

    def __init__(self, changed: Condition, first_id: int) -> None:
        self._changed = changed
        self._waiting: list[dict[str, Any]] = []
        self._next_id = first_id
        self._poll = 0
        self._allowed: frozenset[str] = frozenset()
        self.closed = False

    def add(self, kind: str, body: Any) -> int | None:
        """Queue an update; return its id, or None when the bot did not ask for this kind."""
        with self._changed:
            if not self._is_allowed(kind):
                return None
            update_id = self._next_id
            self._next_id += 1
            self._waiting.append({"update_id": update_id, kind: body})
            self._changed.notify_all()
            return update_id

    def jump(self, distance: int) -> None:
        """Let the next id be `distance` further on, as Telegram's is after a quiet week."""
        with self._changed:
            self._next_id += distance

    @property
    def pending(self) -> int:
        """How many updates wait for confirmation."""
        with self._changed:
            return len(self._waiting)

    def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """Confirm what is below `offset` and return what waits, within `timeout` seconds.

        A negative offset keeps that many from the end. Raises Refused(409) when a second poll
        comes in the meantime.
        """
        with self._changed:
            self._poll += 1
            mine = self._poll
            self._changed.notify_all()
            self._confirm(offset)
            self._changed.wait_for(
                lambda: self._waiting or self.closed or self._poll != mine,
                min(timeout, LONGEST_POLL),
            )
            if self._poll != mine:
                raise conflict()
            return self._waiting[: min(max(limit, 1), LARGEST_BATCH)]

    def allow(self, kinds: Collection[str]) -> None:
        """Remember which kinds the bot wants from now on; none: the default."""
        with self._changed:
            self._allowed = frozenset(kinds)

    def forget(self) -> None:
        """Drop all that waits."""
        with self._changed:
            self._waiting.clear()

    def close(self) -> None:
        """Let polls that wait return at once."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def _confirm(self, offset: int) -> None:
        """Forget what the bot has seen."""
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset > 0:
            self._waiting = [u for u in self._waiting if u["update_id"] >= offset]

    def _is_allowed(self, kind: str) -> bool:
        """Whether the bot asked for this kind, or asked for nothing and it is a common one."""
        return kind in self._allowed if self._allowed else kind not in ONLY_WHEN_NAMED
