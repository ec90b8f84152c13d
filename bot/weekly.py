"""The weekly line to those who look after the sources: how many questions have no answer."""

from typing import Final

from bot.state.gaps import Gaps
from bot.state.records import Records
from bot.state.telling import Telling
from bot.texts import Texts

_NAME: Final = "gaps"
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
        last = people.rows("SELECT at FROM rounds WHERE name = ?", _NAME)
        count = len(self._gaps.gaps())
        is_early = last and now - last[0][0] < WEEK_SECONDS
        if is_early or not count or not self._records.moderators():
            return 0
        with people.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO rounds VALUES (?, ?)", (_NAME, now))
            return self._telling.tell_moderators(
                lambda language: self._texts.get(language, "gap.weekly", count=count)
            )
