"""What people are told without asking, in the language that they chose, else that they spoke."""

from collections.abc import Callable
from typing import TypeAlias

from bot.answering.model import Language
from bot.state.languages import Languages
from bot.state.notices import Notices
from bot.state.records import Records

Words: TypeAlias = Callable[[Language], str]


class Telling:
    """Writes notices, for the thread that opened `records`; the running bot sends them."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._languages = Languages(records)
        self._notices = Notices(records.people, records.identity, records.clock)

    def tell(self, person: str, chat: str, words: Words, spoken: Language | None = None) -> None:
        """Have somebody told something in a chat; `person` is a pseudonym.

        `spoken`: the language in which they brought up what it is about.
        """
        chosen = self._languages.of_pseudonym(person)
        text = words(chosen or spoken or self._records.spoken.of(chat) or "nl")
        with self._records.people.writing():
            self._notices.add(person, chat, text)

    def tell_moderators(self, words: Words) -> int:
        """Have each moderator told in their own chat; return how many there are."""
        moderators = self._records.moderators()
        with self._records.people.writing():
            for person in moderators:
                self.tell(self._records.identity.pseudonym(person), person, words)
        return len(moderators)
