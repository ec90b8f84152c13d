"""The weekly line to those who look after the sources: how many questions have no answer."""

from typing import Final

from bot.state.gaps import Gaps
from bot.state.notices import Notices
from bot.state.records import Records
from bot.texts import Texts

_NAME: Final = "gaps"
WEEK_SECONDS: Final = 7 * 24 * 3600


class Weekly:
    """Has the line sent once a week, while there is something to say."""

    def __init__(self, records: Records, texts: Texts) -> None:
        self._records = records
        self._texts = texts
        self._gaps = Gaps(records)
        self._notices = Notices(records.people, records.identity, records.clock)

    def run(self) -> int:
        """Say it when a week has gone by; return to how many."""
        now, people = self._records.clock(), self._records.people
        last = people.rows("SELECT at FROM rounds WHERE name = ?", _NAME)
        count, moderators = len(self._gaps.gaps()), self._records.moderators()
        if (last and now - last[0][0] < WEEK_SECONDS) or not count or not moderators:
            return 0
        text = self._texts.get("nl", "gap.weekly", count=count)
        with people.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO rounds VALUES (?, ?)", (_NAME, now))
            for person in moderators:
                self._notices.add(self._records.identity.pseudonym(person), person, text)
        return len(moderators)
