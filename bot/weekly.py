"""The weekly line to those who look after the sources: how many questions have no answer."""

from typing import Final

from bot.state import rounds
from bot.state.gaps import Gaps
from bot.state.records import Records
from bot.state.telling import Telling
from bot.texts import Texts

_HOUR_SECONDS: Final = 3600
WEEK_SECONDS: Final = 7 * 24 * _HOUR_SECONDS


class Weekly:
    """Has the line sent once a week, while there is something to say."""

    def __init__(self, records: Records, texts: Texts) -> None:
        self._records = records
        self._texts = texts
        self._gaps = Gaps(records)
        self._next = 0.0
        self._telling = Telling(records)

    def tick(self) -> None:
        """Look at most once an hour, as the list is long to read."""
        now = self._records.clock()
        if now >= self._next:
            self._next = now + _HOUR_SECONDS
            self.run()

    def run(self) -> int:
        """Say it when a week has gone by; return to how many."""
        now, people = self._records.clock(), self._records.people
        count = len(self._gaps.gaps())
        with people.writing() as connection:
            last = rounds.last(connection, rounds.WEEKLY)
            is_early = last is not None and now - last < WEEK_SECONDS
            if is_early or not count:
                return 0
            told = self._telling.tell_moderators(
                lambda language: self._texts.get(language, "gap.weekly", count=count)
            )
            if told:  # else it waits for the first moderator
                rounds.note(connection, rounds.WEEKLY, now)
            return told
