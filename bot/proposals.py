"""Documents that waited too long for a moderator: they go, and whoever proposed one is told."""

from typing import Final

from bot.state.drafts import Drafts
from bot.state.notices import Notices
from bot.state.records import Records
from bot.texts import Texts

_HOUR_SECONDS: Final = 3600


class Proposals:
    """Ends what nobody decided on, in the thread that opened `records`."""

    def __init__(self, records: Records, texts: Texts) -> None:
        self._records = records
        self._texts = texts
        self._drafts = Drafts(records)
        self._notices = Notices(records.people, records.identity, records.clock)
        self._next = 0.0

    def tick(self) -> None:
        """Look at most once an hour."""
        now = self._records.clock()
        if now >= self._next:
            self._next = now + _HOUR_SECONDS
            self.run()

    def run(self) -> int:
        """End those that are overdue, each with a word; return how many."""
        overdue = self._drafts.overdue()
        for draft in overdue:
            with self._records.people.writing() as connection:
                text = self._texts.get("nl", "document.lapsed")
                self._notices.add(draft.person, draft.chat, text)
                connection.execute("DELETE FROM drafts WHERE number = ?", (draft.number,))
        return len(overdue)
